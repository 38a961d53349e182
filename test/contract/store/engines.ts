/** The engines that every test of the store runs on, each with fresh stores in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreOptions } from '../../../src/store/store.ts';

export interface TestStore {
  readonly store: Store;
  /** Opens the same database a second time. */
  readonly reopen: (options?: StoreOptions) => Promise<Store>;
  readonly dispose: () => Promise<void>;
}

export interface TestEngine {
  readonly name: string;
  readonly open: (options?: StoreOptions) => Promise<TestStore>;
}

async function openSqliteFile(options: StoreOptions = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
  const path = join(folder, 'paperboy.db');
  const opened = [await openStore(path, options)];
  return {
    store: opened[0]!,
    reopen: async (again = options) => {
      const store = await openStore(path, again);
      opened.push(store);
      return store;
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openSqliteMemory(options: StoreOptions = {}): Promise<TestStore> {
  const store = await openStore(':memory:', options);
  return {
    store,
    reopen: async () => {
      throw new Error('a database in memory is gone when it is closed');
    },
    dispose: () => store.close(),
  };
}

/** Those whose data outlives the store. */
export const lastingEngines: readonly TestEngine[] = [{ name: 'sqlite', open: openSqliteFile }];

export const engines: readonly TestEngine[] = [
  ...lastingEngines,
  { name: 'sqlite in memory', open: openSqliteMemory },
];
