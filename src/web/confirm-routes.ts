/** The links of the mail that asks whether it was you: yes, or never again. */
import type { Context, Hono } from 'hono';
import type { ConfirmView } from '../pipeline/subscribe-desk.ts';
import { confirmMessage, neverMessage, tooLargeForm, unknownLink } from '../render/messages.ts';
import { fits } from './body-limit.ts';
import { onlyMethods, sendMessage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

const statuses = {
  ask: 200,
  done: 200,
  already: 200,
  waiting: 200,
  old: 410,
  unknown: 404,
} as const;

/** Mail programs may show these pages inside of theirs: as with unsubscribing, the token is all it takes. */
export function addConfirming(site: Hono, { sheet, desk, title, consent }: SubscribingSite): void {
  const answer = (context: Context, news: ConfirmView) =>
    sendMessage(context, sheet, confirmMessage(news, title, consent), statuses[news.what]);
  const answerNever = (context: Context, what: 'ask' | 'done' | 'unknown') =>
    what === 'unknown'
      ? sendMessage(context, sheet, unknownLink, 404)
      : sendMessage(context, sheet, neverMessage(what, title));
  const tooLarge = (context: Context) => sendMessage(context, sheet, tooLargeForm, 413);

  site.get('/confirm/:token', async (context) =>
    answer(context, await desk.lookUpConfirm(context.req.param('token'))),
  );
  site.post('/confirm/:token', async (context) => {
    if (!(await fits(context.req.raw))) return tooLarge(context);
    return answer(context, await desk.confirm(context.req.param('token')));
  });
  site.get('/never/:token', async (context) =>
    answerNever(context, (await desk.lookUpNever(context.req.param('token'))).what),
  );
  site.post('/never/:token', async (context) => {
    if (!(await fits(context.req.raw))) return tooLarge(context);
    return answerNever(context, (await desk.never(context.req.param('token'))).what);
  });
  for (const path of ['/confirm/:token', '/never/:token']) {
    site.all(path, onlyMethods('GET, HEAD, POST'));
  }
}
