/** A site with the pages for readers on a port of its own, over a desk in memory, and every kind of page by name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSite } from '../../../src/web/site-app.ts';
import { startServer } from '../../../src/web/start-server.ts';
import type { Subscribing } from '../../../src/web/subscribing.ts';
import { type Answer, type Asking, openAsking } from './mail-site.ts';
import { goodToken, type MemoryDesk, openMemoryDesk, paperKey } from './memory-desk.ts';

export interface ReaderSite {
  readonly desk: MemoryDesk;
  readonly folder: string;
  readonly port: number;
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** Sends a form as a browser on this site does. */
  send(
    path: string,
    fields: Record<string, string> | string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** Every page that a link leads to. */
export const readerPages = [
  '/subscribe',
  '/about',
  ...['ask', 'already', 'waiting', 'old', 'nonsense'].map((state) => `/confirm/${state}`),
  ...['ask', 'already', 'taken', 'old', 'nonsense'].map((state) => `/address/${state}`),
  ...['never', 'preferences', 'pause', 'data', 'data-link'].map((page) => `/${page}/${goodToken}`),
  ...['never', 'preferences', 'pause', 'data'].map((page) => `/${page}/nonsense`),
  ...[goodToken, 'nonsense'].map((token) => `/preferences/${token}/votes`),
  `/vote/${goodToken}/${paperKey}`,
  `/vote/${goodToken}/000000000000`,
] as const;

export const consent = 'I want The Quay by mail, and can leave with one click.';

export async function openReaderSite(
  given: Partial<Subscribing> = {},
  baseUrl: string | null = null,
): Promise<ReaderSite> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Latest</title>');
  const desk = openMemoryDesk();
  const subscribing = {
    ...{ desk, consent, title: 'The Quay', isOpen: true, timezone: 'Europe/Zurich' },
    ...{ operator: 'keeper@quay.example', trustedProxies: [], ...given },
  };
  const server = await startServer(createSite(folder, { baseUrl, subscribing }), '127.0.0.1', 0);
  const port = Number(new URL(server.address).port);
  const asking = openAsking(port);
  return {
    ...{ desk, folder, port, ask: asking.ask },
    send: (path, fields, headers = {}) =>
      asking.ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      }),
    close: async () => {
      asking.close();
      await server.stop(200);
      rmSync(folder, { recursive: true });
    },
  };
}
