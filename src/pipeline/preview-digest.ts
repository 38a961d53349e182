/** What a reader would get with other preferences, shown beside the form. */
import type { Digest } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import { renderPreview } from '../render/preview.ts';
import type { Store } from '../store/store.ts';
import { type App, today } from './app.ts';
import type { PreferenceForm } from './desk-views.ts';
import { readerOf, readForm } from './preferences-page.ts';
import { IssueDesk } from './reader-digest.ts';

export interface Previews {
  /**
   * The newest issue's day as the reader would get it if they had had nothing yet; fields with a problem count as they
   * were. Null for a token that is none. Nothing is written.
   */
  show(
    store: Store,
    token: string,
    form: PreferenceForm,
  ): Promise<{ html: string; papers: number } | null>;
}

/** Gathering a day's papers takes most of the time of a preview: it serves all of a minute. */
const lifetime = 60_000;

export function keepPreviews(app: App): Previews {
  let kept: { readonly day: Day; readonly until: number; readonly desk: IssueDesk } | null = null;
  const deskFor = (store: Store, day: Day): IssueDesk => {
    const now = app.now().getTime();
    if (kept === null || kept.day !== day || kept.until <= now || kept.until > now + lifetime)
      kept = { day, until: now + lifetime, desk: new IssueDesk(app, store) };
    return kept.desk.afresh();
  };
  return {
    show: async (store, token, form) => {
      const reader = await readerOf(store, token);
      if (reader === null) return null;
      const { preferences } = readForm(form, reader.preferences);
      const [issue] = await store.issues.latest(1);
      const day = issue?.day ?? today(app);
      const wanting = { ...reader, preferences };
      const noting = { ...wanting, preferences: { ...preferences, emptyDays: 'note' as const } };
      try {
        const desk = deskFor(store, day);
        const digest =
          (await desk.digestFor(wanting, day, true)) ?? (await desk.digestFor(noting, day, true));
        if (digest === null) throw new Error('an empty day has a note');
        return { html: await render(app, digest), papers: digest.counts.chosen };
      } catch (error) {
        // What could not be gathered now may be a moment later.
        kept = null;
        throw error;
      }
    },
  };
}

async function render(app: App, digest: Digest): Promise<string> {
  const { baseUrl, searchLink } = app.config.values;
  return await renderPreview(digest, {
    ...{ baseUrl, searchLink, width: 72, color: false, explain: false, mail: false },
    ...{ why: '', unsubscribe: null, sender: '' },
    ...{ preferences: null, votes: null },
  });
}
