/** Where the web server takes unsubscribe links: keeps the store open, and answers with pages. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PaperboyError } from '../lib/errors.ts';
import { maskAddress } from '../lib/mask-address.ts';
import { mountOf } from '../lib/site-address.ts';
import { renderUnsubscribePage, type UnsubscribeNews } from '../render/unsubscribe-page.ts';
import type { Store } from '../store/store.ts';
import { type App, databasePath } from './app.ts';
import { lookUpUnsubscribing, type Unsubscribing, unsubscribe } from './unsubscribe.ts';

export interface UnsubscribePage {
  /** 503 where another process has the database and does not let go: nothing was changed. */
  readonly status: 200 | 404 | 503;
  readonly html: string;
}

export interface UnsubscribeDesk {
  /** The page with the button; changes nothing. */
  lookUp(token: string): Promise<UnsubscribePage>;
  /** In effect when this returns 200. */
  unsubscribe(token: string): Promise<UnsubscribePage>;
  close(): Promise<void>;
}

/** How long a request waits for whoever is writing, and how often it asks, in milliseconds. */
const patience = { total: 5_000, pause: 20 } as const;

/** Opens the store with the first request; close it at the end. */
export function openUnsubscribeDesk(app: App): UnsubscribeDesk {
  let opened: Promise<Store> | null = null;

  /** SQLite's own waiting would stop this whole process, and with it the job that it may be waiting for. */
  const open = async (): Promise<Store> => {
    const { openStore } = await import('../store/store.ts');
    return openStore(databasePath(app), { now: () => app.now().toISOString(), patience: 0 });
  };

  const answer = async (
    ask: (store: Store, token: string) => Promise<Unsubscribing>,
    token: string,
  ): Promise<UnsubscribePage> => {
    const news = await whileBusy(async () => {
      // Without a database nobody was ever subscribed, and a visit is no reason to make one.
      if (opened === null && !existsSync(databasePath(app))) return { what: 'unknown' } as const;
      opened ??= open().catch((error) => {
        opened = null;
        throw error;
      });
      return shownOf(await ask(await opened, token));
    });
    const { title, baseUrl } = app.config.values;
    const html = await renderUnsubscribePage(news, { title, home: `${mountOf(baseUrl)}/` });
    return { status: statuses[news.what], html };
  };

  return {
    lookUp: (token) => answer(lookUpUnsubscribing, token),
    unsubscribe: (token) => answer(unsubscribe, token),
    close: async () => {
      const store = await opened?.catch(() => null);
      opened = null;
      await store?.close();
    },
  };
}

const statuses = {
  unknown: 404,
  busy: 503,
  removed: 200,
  ask: 200,
  done: 200,
  already: 200,
} as const satisfies Record<UnsubscribeNews['what'], UnsubscribePage['status']>;

function shownOf(found: Unsubscribing): UnsubscribeNews {
  if (found.what === 'unknown' || found.what === 'removed') return found;
  const address = maskAddress(found.address);
  if (found.what === 'subscribed') return { what: 'ask', address };
  return { what: found.isNew ? 'done' : 'already', address };
}

async function whileBusy(work: () => Promise<UnsubscribeNews>): Promise<UnsubscribeNews> {
  const deadline = performance.now() + patience.total;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PaperboyError) || error.code !== 'STORE_BUSY') throw error;
      if (performance.now() > deadline) return { what: 'busy' };
    }
    await sleep(patience.pause);
  }
}
