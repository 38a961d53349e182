/** Where strangers subscribe: one form, and one answer whatever is known of the address. */
import type { Hono } from 'hono';
import { checkYourMail, closedSubscribing } from '../render/messages.ts';
import { guessZone } from '../render/preference-fields.ts';
import { renderSubscribePage, type SubscribePage } from '../render/subscribe-page.ts';
import { clientOf } from './client-of.ts';
import { createFillTimer } from './fill-time.ts';
import { readTyped } from './preference-form.ts';
import { readForm } from './read-form.ts';
import { onlyMethods, privateHeaders, sendMessage, sendPage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

const path = '/subscribe';

/** Stands in the kept page where each visitor's own moment goes. */
const moment = '%moment%';

export function addSubscribing(site: Hono, subscribing: SubscribingSite): void {
  const { sheet, desk, isOpen, timezone, consent } = subscribing;
  if (!isOpen) {
    site.on(['GET', 'POST'], path, (context) =>
      sendMessage(context, sheet, closedSubscribing, 404),
    );
    site.all(path, onlyMethods('GET, HEAD'));
    return;
  }
  const timer = createFillTimer();
  const render = (page: Partial<SubscribePage>) =>
    renderSubscribePage(sheet, { ...emptyPage, timezone, consent, ...page });
  let blank: Promise<{ html: string; headers: Record<string, string> }> | null = null;

  site.get(path, async (context) => {
    blank ??= render({ shown: moment }).then((html) => ({ html, headers: formHeaders(html) }));
    const { html, headers } = await blank;
    return sendPage(context, html.replace(moment, timer.start()), 200, headers);
  });
  site.post(path, async (context) => {
    const form = await readForm(context, subscribing);
    if (form instanceof Response) return form;
    const { words, problems: mistakes } = readTyped(form);
    const [address, trap] = [form.get('address') ?? '', form.get('leave-empty') ?? ''];
    // The box on the first page has none: that page is a file that caches share, the same for all. When it was written
    // says nothing of when somebody began to type, so a robot's visit would look as long as a person's. There the
    // empty field and the limits stand guard.
    const shown = form.get('shown') ?? '';
    const result =
      mistakes.length > 0
        ? ({ ok: false, problems: mistakes } as const)
        : await desk.subscribe({
            ...{ address, words, trap, took: timer.took(shown) },
            client: clientOf(context, subscribing.trustedProxies),
          });
    if (result.ok) return sendMessage(context, sheet, checkYourMail);
    // The moment stays the first one: correcting a mistake takes a moment only.
    const page = await render({ address, words, trap, shown, problems: result.problems });
    return sendPage(context, page, 422, formHeaders(page));
  });
  site.all(path, onlyMethods('GET, HEAD, POST'));
}

const emptyPage = { address: '', words: {}, problems: [], trap: '', shown: '' } as const;

/** The page holds no secret, and its origin is what tells its form from that of another site. */
function formHeaders(html: string): Record<string, string> {
  const { 'X-Robots-Tag': _, ...headers } = privateHeaders(html, {
    scripts: [guessZone],
    referrer: 'same-origin',
  });
  return headers;
}
