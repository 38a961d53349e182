/** Pages as answers: exact type and length, and what keeps them private. */
import type { Context, MiddlewareHandler } from 'hono';
import { type Message, renderMessagePage } from '../render/message-page.ts';
import type { SheetSite } from '../render/sheet.ts';
import { type HeaderOptions, securityHeaders } from './security-headers.ts';

export type PageStatus = 200 | 403 | 404 | 410 | 413 | 415 | 422 | 503;

/** Whoever has the address of such a page can act with it: no cache may keep it, no referrer name it. */
export function privateHeaders(
  html: string | null,
  options: HeaderOptions = {},
): Record<string, string> {
  return {
    ...securityHeaders(html, { forms: "'self'", ...options }),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

export function sendPage(
  context: Context,
  html: string,
  status: PageStatus = 200,
  headers = privateHeaders(html),
): Response {
  return context.body(html, status, {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(html)),
    ...(status === 503 ? { 'Retry-After': '60' } : {}),
    ...(status === 413 ? { Connection: 'close' } : {}),
  });
}

export async function sendMessage(
  context: Context,
  site: SheetSite,
  message: Message,
  status: PageStatus = 200,
): Promise<Response> {
  return sendPage(context, await renderMessagePage(site, message), status);
}

/** For every method that a page has no use for. */
export function onlyMethods(allowed: string): MiddlewareHandler {
  return async (context) =>
    context.text(`This page takes ${allowed}, nothing else.\n`, 405, {
      ...privateHeaders(null),
      Allow: allowed,
    });
}
