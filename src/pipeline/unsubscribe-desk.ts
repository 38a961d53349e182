/** Where the web server takes unsubscribe links: keeps the store open, and answers with pages. */
import { PaperboyError } from '../lib/errors.ts';
import { maskAddress } from '../lib/mask-address.ts';
import { mountOf } from '../lib/site-address.ts';
import { renderUnsubscribePage, type UnsubscribeNews } from '../render/unsubscribe-page.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { createDeskStore } from './desk-store.ts';
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

/** Opens the store with the first request; close it at the end. */
export function openUnsubscribeDesk(app: App): UnsubscribeDesk {
  const { look, close } = createDeskStore(app);

  const answer = async (
    ask: (store: Store, token: string) => Promise<Unsubscribing>,
    token: string,
  ): Promise<UnsubscribePage> => {
    // Without a database nobody was ever subscribed.
    const news = await look<UnsubscribeNews>(async (store) => shownOf(await ask(store, token)), {
      what: 'unknown',
    }).catch(busyOrThrow);
    const { title, baseUrl } = app.config.values;
    const html = await renderUnsubscribePage(news, { title, home: `${mountOf(baseUrl)}/` });
    return { status: statuses[news.what], html };
  };

  return {
    lookUp: (token) => answer(lookUpUnsubscribing, token),
    unsubscribe: (token) => answer(unsubscribe, token),
    close,
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

function busyOrThrow(error: unknown): UnsubscribeNews {
  if (error instanceof PaperboyError && error.code === 'STORE_BUSY') return { what: 'busy' };
  throw error;
}
