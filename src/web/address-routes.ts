/** The link of the mail to a reader's new address: mail shall come here, or never. */
import type { Context, Hono } from 'hono';
import type { AddressView } from '../pipeline/subscribe-desk.ts';
import { addressMessage, tooLargeForm } from '../render/messages.ts';
import { readBody } from './body-limit.ts';
import { onlyMethods, sendMessage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

const statuses = {
  ask: 200,
  done: 200,
  already: 200,
  taken: 200,
  never: 200,
  old: 410,
  unknown: 404,
} as const;

const path = '/address/:token';

/** As with confirming, the token is all it takes: mail programs may show the page inside of theirs. */
export function addAddresses(site: Hono, { sheet, desk, title, consent }: SubscribingSite): void {
  const answer = (context: Context, news: AddressView) =>
    sendMessage(context, sheet, addressMessage(news, title, consent), statuses[news.what]);

  site.get(path, async (context) =>
    answer(context, await desk.lookUpAddress(context.req.param('token'))),
  );
  site.post(path, async (context) => {
    const body = await readBody(context.req.raw);
    if (body === null) return sendMessage(context, sheet, tooLargeForm, 413);
    const token = context.req.param('token');
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.has('never')) return answer(context, await desk.refuseAddress(token));
    return answer(
      context,
      await (form.has('change') ? desk.changeAddress : desk.lookUpAddress)(token),
    );
  });
  site.all(path, onlyMethods('GET, HEAD, POST'));
}
