/** The page that says what this is, what is kept, and how to leave. */
import type { Hono } from 'hono';
import { renderAboutPage } from '../render/about-page.ts';
import { securityHeaders } from './security-headers.ts';
import { onlyMethods, sendPage } from './send-page.ts';
import type { SubscribingSite } from './subscribing.ts';

export function addAbout(site: Hono, { sheet, consent, operator }: SubscribingSite): void {
  site.get('/about', async (context) => {
    const html = await renderAboutPage(sheet, { consent, operator });
    return sendPage(context, html, 200, {
      ...securityHeaders(html),
      'Cache-Control': 'public, max-age=300',
    });
  });
  site.all('/about', onlyMethods('GET, HEAD'));
}
