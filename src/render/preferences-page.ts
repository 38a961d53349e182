/** All that a reader can set, behind the signed link in every mail, with a preview beside it. */
import { longDay } from '../lib/days.ts';
import {
  type FieldProblem,
  problemSummary,
  renderPreferenceFields,
  type TypedWords,
} from './preference-fields.ts';
import { type ReaderVotes, renderPreferenceVotes } from './preference-votes.ts';
import { renderSheet, type SheetSite } from './sheet.ts';
import { loadTemplate } from './template.ts';

export interface PreferencesPage {
  /** Masked. */
  readonly address: string;
  readonly state: 'confirmed' | 'unsubscribed' | 'unconfirmed';
  readonly words: TypedWords;
  readonly problems: readonly FieldProblem[];
  /** The site's own time zone. */
  readonly timezone: string;
  /** `YYYY-MM-DD`. */
  readonly pausedUntil: string | null;
  /** As typed, where it was no day. */
  readonly pause: { readonly until: string; readonly problem: string } | null;
  /** Null where it is not known. */
  readonly votes: ReaderVotes | null;
  /** What is wrong with votes to forget. */
  readonly votesProblem: string | null;
  readonly token: string;
  /** The path of the page that ends it, where the site's home begins; null where it is not known. */
  readonly unsubscribe: string | null;
  /** What just came about. */
  readonly news: string | null;
  /** As `renderPreview` makes it. */
  readonly preview: string | null;
}

/** Further away than anybody plans: a pause without end. */
const farAway = '9000-01-01';

/** @throws PaperboyError TEMPLATE_INVALID */
export async function renderPreferencesPage(
  site: SheetSite,
  page: PreferencesPage,
): Promise<string> {
  const fill = await loadTemplate('preferences');
  const { token, pausedUntil, pause, problems, votes, votesProblem } = page;
  const votesAction = `${site.home}/preferences/${token}/votes`;
  const [before, after] = lead[page.state];
  const body = fill({
    ...{ before, after, address: page.address, news: page.news, preview: page.preview },
    ...problemSummary(problems),
    fields: await renderPreferenceFields(page),
    votes: votes === null ? '' : await renderPreferenceVotes(votes, votesAction, votesProblem),
    action: `${site.home}/preferences/${token}`,
    pauseAction: `${site.home}/pause/${token}`,
    dataAction: `${site.home}/data-link/${token}`,
    canPause: page.state === 'confirmed',
    pausedUntil: pausedUntil === null ? null : pauseText(pausedUntil),
    until: pause?.until ?? (pausedUntil !== null && pausedUntil < farAway ? pausedUntil : ''),
    pauseProblem: pause?.problem ?? null,
    unsubscribe: page.unsubscribe === null ? null : `${site.home}${page.unsubscribe}`,
  });
  const wide = page.preview !== null;
  return renderSheet(site, { heading: 'Your preferences', body, wide });
}

const lead = {
  confirmed: ['Mail goes to ', '.'],
  unconfirmed: [
    'Mail would go to ',
    ', which is not confirmed yet: the link for that is in your first mail.',
  ],
  unsubscribed: [
    'You have unsubscribed: no mail goes to ',
    '. What you set here counts if you come back.',
  ],
} as const satisfies Record<PreferencesPage['state'], readonly [string, string]>;

function pauseText(day: string): string {
  return day >= farAway ? 'when you say so' : `on ${longDay(day)}`;
}
