/** “More like this” and “less like this”: the links in mails lead to two buttons. */
import type { Hono } from 'hono';
import { unknownLink, voteMessage } from '../render/messages.ts';
import { readForm } from './read-form.ts';
import { onlyMethods, sendMessage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

const path = '/vote/:token/:paper';

export function addVoting(site: Hono, subscribing: SubscribingSite): void {
  const { sheet, desk } = subscribing;

  site.get(path, async (context) => {
    const view = await desk.lookUpVote(context.req.param('token'), context.req.param('paper'));
    return view === null
      ? sendMessage(context, sheet, unknownLink, 404)
      : sendMessage(context, sheet, voteMessage(view, false));
  });
  site.post(path, async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const { token, paper } = context.req.param();
    const value = { '1': 1 as const, '-1': -1 as const }[form.get('value') ?? ''];
    const view =
      value === undefined
        ? await desk.lookUpVote(token, paper)
        : await desk.vote(token, paper, value);
    return view === null
      ? sendMessage(context, sheet, unknownLink, 404)
      : sendMessage(context, sheet, voteMessage(view, value !== undefined));
  });
  site.all(path, onlyMethods('GET, HEAD, POST'));
}
