/** The reader's preferences behind the link in every mail: look, save, preview, pause, take votes back. */
import type { Context, Hono } from 'hono';
import { isDay } from '../lib/days.ts';
import { count } from '../lib/text.ts';
import type { PreferenceForm, PreferencesView, Problem } from '../pipeline/subscribe-desk.ts';
import { unknownLink } from '../render/messages.ts';
import { type PreferencesPage, renderPreferencesPage } from '../render/preferences-page.ts';
import { readTyped } from './preference-form.ts';
import { readForm } from './read-form.ts';
import { onlyMethods, sendMessage, sendPage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

export function addPreferences(site: Hono, subscribing: SubscribingSite): void {
  const { desk, sheet } = subscribing;
  const show = createShow(subscribing);
  const look = async (context: Context<object, '/:token'>) => {
    const token = context.req.param('token');
    return show(context, token, await desk.preferences(token));
  };

  site.get('/preferences/:token', look);
  site.get('/pause/:token', look);
  site.get('/preferences/:token/votes', look);
  site.post('/preferences/:token', async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const token = context.req.param('token');
    const { words, problems } = readTyped(form);
    if (problems.length > 0) {
      return show(context, token, await desk.preferences(token), { words, problems });
    }
    if (form.has('preview')) {
      const [view, preview] = [await desk.preferences(token), await desk.preview(token, words)];
      const shown = preview === null ? null : preview.html;
      return show(context, token, view, { words, preview: shown, news: 'Not saved yet.' });
    }
    const saved = await desk.savePreferences(token, words);
    if (saved === null) return sendMessage(context, sheet, unknownLink, 404);
    return saved.problems.length > 0
      ? show(context, token, saved.view, { words, problems: saved.problems })
      : show(context, token, saved.view, { news: 'Saved. It counts from the next mail on.' });
  });
  site.post('/pause/:token', async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const token = context.req.param('token');
    const until = (form.get('until') ?? '').trim();
    if (form.has('resume')) {
      const news = 'The pause is over.';
      return show(context, token, await desk.pause(token, null), { news });
    }
    const view = isDay(until) ? await desk.pause(token, until) : await desk.preferences(token);
    // The desk takes days to come only.
    if (view !== null && (!isDay(until) || view.pausedUntil !== until)) {
      const pause = { until, problem: 'A day to come is expected, such as 2027-01-31.' };
      return show(context, token, view, { pause });
    }
    return show(context, token, view, { news: 'Noted: no mail until then.' });
  });
  site.post('/preferences/:token/votes', async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const token = context.req.param('token');
    const ticked = form.getAll('forget').filter((key) => key !== '');
    if (!form.has('all') && ticked.length === 0) {
      const votesProblem = 'Tick the votes first that are to be forgotten.';
      return show(context, token, await desk.preferences(token), { votesProblem });
    }
    const forgotten = await desk.forgetVotes(token, form.has('all') ? null : ticked);
    if (forgotten === null) return sendMessage(context, sheet, unknownLink, 404);
    return show(context, token, await desk.preferences(token), { news: forgottenNews(forgotten) });
  });
  for (const path of ['/preferences/:token', '/preferences/:token/votes', '/pause/:token']) {
    site.all(path, onlyMethods('GET, HEAD, POST'));
  }
}

function forgottenNews(votes: number): string {
  if (votes === 0) return 'Nothing was forgotten: there are no such votes any more.';
  return `${count(votes, 'vote')} ${votes === 1 ? 'is' : 'are'} forgotten.`;
}

/** What differs from just looking. */
interface Shown
  extends Partial<Pick<PreferencesPage, 'news' | 'preview' | 'pause' | 'votesProblem'>> {
  readonly words?: PreferenceForm;
  readonly problems?: readonly Problem[];
}

function createShow({ desk, sheet, timezone }: SubscribingSite) {
  return async (
    context: Context,
    token: string,
    view: PreferencesView | null,
    shown: Shown = {},
  ): Promise<Response> => {
    if (view === null) return sendMessage(context, sheet, unknownLink, 404);
    const { words, pause = null, ...rest } = shown;
    const page = await renderPreferencesPage(sheet, {
      ...{ problems: [], news: null, preview: null, votesProblem: null },
      ...rest,
      votes: await desk.votes(token),
      ...{ token, timezone, pause, address: view.address, state: view.state },
      pausedUntil: view.pausedUntil,
      unsubscribe: view.unsubscribe ?? null,
      words: { ...view.words, ...words },
    });
    const { problems = [], votesProblem = null } = shown;
    const isWrong = pause !== null || votesProblem !== null || problems.length > 0;
    return sendPage(context, page, isWrong ? 422 : 200);
  };
}
