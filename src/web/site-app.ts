/** The web application: the public folder, read-only, and unsubscribing, with the headers that caches and browsers need. */
import { type Context, Hono, type Next } from 'hono';
import { mountOf } from '../lib/site-address.ts';
import type { UnsubscribeDesk } from '../pipeline/unsubscribe-desk.ts';
import { type PublicFile, readPublicFile } from './public-file.ts';
import { securityHeaders } from './security-headers.ts';
import { addUnsubscribing } from './unsubscribe-routes.ts';

/** Readers may keep an answer for five minutes, and then ask whether it has changed. */
const caching = 'public, max-age=300';

export interface SiteOptions {
  /** Where readers find the site. A proxy before it may pass its path on, or take it away: both are understood. */
  readonly baseUrl?: string | null;
  /** Without it the site only shows files. */
  readonly unsubscribing?: Pick<UnsubscribeDesk, 'lookUp' | 'unsubscribe'> | null;
}

/** @param folder the public folder; nothing outside of it can be reached. */
export function createSite(folder: string, options: SiteOptions = {}): Hono {
  const { baseUrl = null, unsubscribing = null } = options;
  const mount = mountOf(baseUrl);
  const site = new Hono({ getPath: (request) => pathBelow(mount, new URL(request.url).pathname) });
  if (baseUrl?.startsWith('https:')) site.use(onlyHttps);
  if (unsubscribing !== null) addUnsubscribing(site, unsubscribing);
  site.on(['GET', 'HEAD'], '*', async (context) => {
    const file = await readPublicFile(folder, context.req.path);
    return file === null ? notFound(context, mount) : answer(context, file);
  });
  site.all('*', (context) =>
    context.text('Pages and feeds here can be read, nothing else.\n', 405, {
      ...securityHeaders(null),
      Allow: 'GET, HEAD',
    }),
  );
  site.onError((error, context) => {
    process.stderr.write(`the server could not answer: ${error.message}\n`);
    return context.text('Something went wrong here. Please try again later.\n', 500, {
      ...securityHeaders(null),
      'Cache-Control': 'no-store',
    });
  });
  return site;
}

function pathBelow(mount: string, path: string): string {
  return mount !== '' && path.startsWith(`${mount}/`) ? path.slice(mount.length) : path;
}

/** A browser that was here by https comes by nothing else for a year. */
async function onlyHttps(context: Context, next: Next): Promise<void> {
  await next();
  context.header('Strict-Transport-Security', 'max-age=31536000');
}

function answer(context: Context, { content, type, etag }: PublicFile): Response {
  const html = type.startsWith('text/html') ? content.toString() : null;
  const headers = { ...securityHeaders(html), ETag: etag, 'Cache-Control': caching };
  if (isKnown(context.req.header('If-None-Match'), etag)) return context.body(null, 304, headers);
  const length = String(content.length);
  return context.body(new Uint8Array(content), 200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': length,
  });
}

/** True where the asker has this very content; proxies that compress mark a tag as weak. */
function isKnown(asked: string | undefined, etag: string): boolean {
  const tags = (asked ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

const notFoundPage = (mount: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not here</title>
<h1>There is no such page</h1>
<p>Nothing was published under this address. The <a href="${mount}/">latest issue</a> lists the days there are.</p>
</html>
`;

function notFound(context: Context, mount: string): Response {
  return context.html(notFoundPage(mount), 404, {
    ...securityHeaders(null),
    'Cache-Control': 'no-store',
  });
}
