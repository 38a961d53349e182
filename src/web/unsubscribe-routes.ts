/** The unsubscribe links of mails: looking shows a button, and only POST does something (RFC 8058). */
import type { Context, Hono } from 'hono';
import type { UnsubscribeDesk, UnsubscribePage } from '../pipeline/unsubscribe-desk.ts';
import { fits } from './body-limit.ts';
import { securityHeaders } from './security-headers.ts';

const path = '/unsubscribe/:token';

/** Mail providers and people may come from anywhere, without cookie or origin: the token is all it takes. */
export function addUnsubscribing(
  site: Hono,
  desk: Pick<UnsubscribeDesk, 'lookUp' | 'unsubscribe'>,
): void {
  site.get(path, async (context) => answer(context, await desk.lookUp(context.req.param('token'))));
  site.post(path, async (context) => {
    // What the body says does not matter: providers differ in how they send it, and some lose it.
    if (!(await fits(context.req.raw))) return tooLarge(context);
    return answer(context, await desk.unsubscribe(context.req.param('token')));
  });
  site.all(path, (context) =>
    context.text('This link can be looked at with GET and confirmed with POST.\n', 405, {
      ...privateHeaders(null),
      Allow: 'GET, HEAD, POST',
    }),
  );
}

function answer(context: Context, { status, html }: UnsubscribePage): Response {
  return context.body(html, status, {
    ...privateHeaders(html),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(html)),
    ...(status === 503 ? { 'Retry-After': '60' } : {}),
  });
}

function tooLarge(context: Context): Response {
  return context.text('That is more than a form here can hold.\n', 413, {
    ...privateHeaders(null),
    Connection: 'close',
  });
}

/** Whoever has the address can act with it: no cache may keep it, no search engine list it, no referrer name it. */
function privateHeaders(html: string | null): Record<string, string> {
  return {
    ...securityHeaders(html, { forms: "'self'" }),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}
