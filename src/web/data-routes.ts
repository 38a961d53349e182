/** What is kept about a reader: to take along, to be erased, or to change the address, behind a fresh link sent to their own address. */
import type { Hono } from 'hono';
import {
  addressAsked,
  dataLinkAsked,
  dataLinkSent,
  dataMessage,
  erased,
  unknownLink,
} from '../render/messages.ts';
import { clientOf } from './client-of.ts';
import { readForm } from './read-form.ts';
import { onlyMethods, privateHeaders, sendMessage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

export function addData(site: Hono, subscribing: SubscribingSite): void {
  const { sheet, desk } = subscribing;

  site.get('/data-link/:token', (context) => sendMessage(context, sheet, dataLinkAsked));
  site.post('/data-link/:token', async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    await desk.askForDataLink(context.req.param('token'));
    return sendMessage(context, sheet, dataLinkSent);
  });
  site.get('/data/:token', async (context) => {
    const token = context.req.param('token');
    const view = await desk.lookUpData(token);
    return view === null
      ? sendMessage(context, sheet, unknownLink, 404)
      : sendMessage(context, sheet, dataMessage({ ...view, home: sheet.home, token }));
  });
  site.post('/data/:token', async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const token = context.req.param('token');
    const view = await desk.lookUpData(token);
    if (view === null) return sendMessage(context, sheet, unknownLink, 404);
    if (form.has('erase') && form.get('sure') === 'yes') {
      const { what } = await desk.erase(token);
      return what === 'erased'
        ? sendMessage(context, sheet, erased)
        : sendMessage(context, sheet, unknownLink, 404);
    }
    if (form.has('export')) {
      const data = await desk.exportData(token);
      if (data === null) return sendMessage(context, sheet, unknownLink, 404);
      return context.body(data.json, 200, {
        ...privateHeaders(null),
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="my-data.json"',
        'Content-Length': String(Buffer.byteLength(data.json)),
      });
    }
    const page = { ...view, home: sheet.home, token };
    if (form.has('change')) {
      const address = form.get('address') ?? '';
      const client = clientOf(context, subscribing.trustedProxies);
      const asked = await desk.askToChangeAddress(token, { address, client });
      if (asked.what === 'problem') {
        const typed = { value: address, problem: asked.message };
        return sendMessage(context, sheet, dataMessage({ ...page, typed }), 422);
      }
      return asked.what === 'asked'
        ? sendMessage(context, sheet, addressAsked)
        : sendMessage(context, sheet, unknownLink, 404);
    }
    const unsure = form.has('erase') ? 'Please tick this first, if you are sure.' : null;
    const message = dataMessage({ ...page, unsure });
    return sendMessage(context, sheet, message, unsure === null ? 200 : 422);
  });
  for (const path of ['/data-link/:token', '/data/:token']) {
    site.all(path, onlyMethods('GET, HEAD, POST'));
  }
}
