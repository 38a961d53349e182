/** The store behind pages: opened with the first request, waited for without stopping the server, closed at the end. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PaperboyError } from '../lib/errors.ts';
import type { Store } from '../store/store.ts';
import { type App, databasePath } from './app.ts';

export interface DeskStore {
  /** @throws PaperboyError STORE_BUSY where another process does not let go for seconds: nothing was changed. */
  use<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** As `use`; `otherwise` where there is no database, as a visit is no reason to make one. */
  look<T>(work: (store: Store) => Promise<T>, otherwise: T): Promise<T>;
  close(): Promise<void>;
}

/** How long a request waits for whoever is writing, and how often it asks, in milliseconds. */
const patience = { total: 5_000, pause: 20 } as const;

export function createDeskStore(app: App): DeskStore {
  let opened: Promise<Store> | null = null;

  /** SQLite's own waiting would stop this whole process, and with it the job that it may be waiting for. */
  const open = async (): Promise<Store> => {
    const { openStore } = await import('../store/store.ts');
    return openStore(databasePath(app), { now: () => app.now().toISOString(), patience: 0 });
  };

  const use = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const deadline = performance.now() + patience.total;
    for (;;) {
      try {
        opened ??= open().catch((error) => {
          opened = null;
          throw error;
        });
        return await work(await opened);
      } catch (error) {
        const isBusy = error instanceof PaperboyError && error.code === 'STORE_BUSY';
        if (!isBusy || performance.now() > deadline) throw error;
      }
      await sleep(patience.pause);
    }
  };

  return {
    use,
    look: async (work, otherwise) =>
      opened === null && !existsSync(databasePath(app)) ? otherwise : await use(work),
    close: async () => {
      const store = await opened?.catch(() => null);
      opened = null;
      await store?.close();
    },
  };
}
