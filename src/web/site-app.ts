/** The web application: the public folder, read-only, subscribing and unsubscribing, with the headers that caches and browsers need. */
import { type Context, type ErrorHandler, Hono, type Next } from 'hono';
import { routePath } from 'hono/route';
import { PaperboyError } from '../lib/errors.ts';
import { type Log, openLog } from '../lib/log.ts';
import { mountOf } from '../lib/site-address.ts';
import type { UnsubscribeDesk } from '../pipeline/unsubscribe-desk.ts';
import { busyNow } from '../render/messages.ts';
import { addAbout } from './about-route.ts';
import { addAddresses } from './address-routes.ts';
import { addConfirming } from './confirm-routes.ts';
import { addData } from './data-routes.ts';
import { addPreferences } from './preferences-routes.ts';
import { openPublicFolder, type PublicFile } from './public-file.ts';
import { securityHeaders } from './security-headers.ts';
import { sendMessage } from './send-page.ts';
import { addSubscribing } from './subscribe-routes.ts';
import type { Subscribing, SubscribingSite } from './subscribing.ts';
import { addUnsubscribing } from './unsubscribe-routes.ts';
import { addVoting } from './vote-routes.ts';

export interface SiteOptions {
  /** Where readers find the site. A proxy before it may pass its path on, or take it away: both are understood. */
  readonly baseUrl?: string | null;
  /** Without it the site only shows files. */
  readonly unsubscribing?: Pick<UnsubscribeDesk, 'lookUp' | 'unsubscribe'> | null;
  /** Without it there are no pages for readers. */
  readonly subscribing?: Subscribing | null;
  /** Sentences on standard error unless given. */
  readonly log?: Log;
}

/** @param folder the public folder; nothing outside of it can be reached. */
export function createSite(folder: string, options: SiteOptions = {}): Hono {
  const { baseUrl = null, unsubscribing = null, subscribing = null } = options;
  const mount = mountOf(baseUrl);
  const readPublicFile = openPublicFolder(folder);
  const site = new Hono({ getPath: (request) => pathBelow(mount, new URL(request.url).pathname) });
  const { log = openLog({ isJson: false }) } = options;
  const failed = createFailed(log);
  site.onError(failed);
  if (baseUrl?.startsWith('https:')) site.use(onlyHttps);
  if (unsubscribing !== null) addUnsubscribing(site, unsubscribing);
  if (subscribing !== null) {
    addReaderPages(site, placed(subscribing, mount, baseUrl), failed);
  }
  site.on(['GET', 'HEAD'], '*', async (context) => {
    const file = await readPublicFile(context.req.path);
    return file === null ? notFound(context, mount) : answer(context, file);
  });
  site.all('*', (context) =>
    context.text('Pages and feeds here can be read, nothing else.\n', 405, {
      ...securityHeaders(null),
      Allow: 'GET, HEAD',
    }),
  );
  return site;
}

function addReaderPages(site: Hono, subscribing: SubscribingSite, failed: ErrorHandler): void {
  for (const add of [
    addSubscribing,
    addConfirming,
    addPreferences,
    addData,
    addAddresses,
    addVoting,
    addAbout,
  ]) {
    add(site, subscribing);
  }
  site.onError((error, context) => {
    if (error instanceof PaperboyError && error.code === 'STORE_BUSY') {
      return sendMessage(context, subscribing.sheet, busyNow, 503);
    }
    return failed(error, context);
  });
}

function placed(subscribing: Subscribing, home: string, baseUrl: string | null): SubscribingSite {
  const sheet = { title: subscribing.title, home, open: subscribing.isOpen };
  return { ...subscribing, sheet, origin: baseUrl === null ? null : new URL(baseUrl).origin };
}

function createFailed(log: Log): ErrorHandler {
  return (error, context) => {
    // Paths hold tokens: which page it was is told by its pattern.
    const fields = { code: codeOf(error), method: context.req.method, page: routePath(context) };
    log.write('error', `the server could not answer: ${error.message}`, fields);
    return context.text('Something went wrong here. Please try again later.\n', 500, {
      ...securityHeaders(null),
      'Cache-Control': 'no-store',
    });
  };
}

function codeOf(error: Error): string | undefined {
  return error instanceof PaperboyError ? error.code : undefined;
}

function pathBelow(mount: string, path: string): string {
  return mount !== '' && path.startsWith(`${mount}/`) ? path.slice(mount.length) : path;
}

/** A browser that was here by https comes by nothing else for a year. */
async function onlyHttps(context: Context, next: Next): Promise<void> {
  await next();
  context.header('Strict-Transport-Security', 'max-age=31536000');
}

function answer(context: Context, { content, headers, etag }: PublicFile): Response {
  if (isKnown(context.req.header('If-None-Match'), etag)) {
    const { 'Content-Type': _, 'Content-Length': __, ...without } = headers;
    return context.body(null, 304, without);
  }
  return context.body(content, 200, { ...headers });
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
