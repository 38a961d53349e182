/** A ledger in a file whose clock the test holds, with readers and digests to send. */
import Database from 'better-sqlite3';
import type { Composed, Delivery } from '../../../src/model/delivery.ts';
import { usualPreferences } from '../../../src/model/subscriber.ts';
import type { SendingLimits } from '../../../src/store/claims.ts';
import type { NewDelivery } from '../../../src/store/deliveries.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { type TestFolder, temporaryFolder } from './temporary-folder.ts';

export const start = '2026-11-16T07:00:00.000Z';
export const unlimited: SendingLimits = { perHour: null, perDomain: null };

export interface Ledger {
  readonly store: Store;
  readonly path: string;
  /** Moves the clock, in milliseconds. */
  pass(milliseconds: number): void;
  set(moment: string): void;
  now(): string;
  /** Confirmed readers; returns their ids. */
  addReaders(...addresses: readonly string[]): Promise<number[]>;
  /** One digest that is due now and expires in 20 hours. */
  plan(subscriberId: number, rest?: Partial<NewDelivery>): Promise<Delivery>;
  /** The next one, or null where none may go. */
  claim(limits?: SendingLimits, owner?: string): Promise<Delivery | null>;
  /** Claims and hands over. */
  handOver(items?: readonly string[]): Promise<Delivery>;
  /** One statement past all code, as somebody with a database tool would. */
  tamper(statement: string): void;
  close(): Promise<void>;
}

export const minutes = (number: number) => number * 60_000;
export const hours = (number: number) => number * 3_600_000;

export function composedOf(items: readonly string[] = [], text = 'a mail'): Composed {
  return { message: Buffer.from(text), items, composedAt: start };
}

export async function openLedger(): Promise<Ledger> {
  const folder: TestFolder = temporaryFolder('ledger');
  const path = `${folder.path}/paperboy.db`;
  let clock = Date.parse(start);
  const now = () => new Date(clock).toISOString();
  const store = await openStore(path, { now });
  const side = new Database(path);
  let planned = 0;
  const ledger: Ledger = {
    ...{ store, path, now },
    pass: (milliseconds) => {
      clock += milliseconds;
    },
    set: (moment) => {
      clock = Date.parse(moment);
    },
    async addReaders(...addresses) {
      const ids: number[] = [];
      for (const address of addresses) {
        const { subscriber } = await store.subscribers.add({
          ...{ address, state: 'confirmed', preferences: usualPreferences },
          consent: { source: 'operator', wording: 'asked at the door', at: now() },
        });
        ids.push(subscriber.id);
      }
      return ids;
    },
    async plan(subscriberId, rest = {}) {
      const reader = await store.subscribers.get(subscriberId);
      const row: NewDelivery = {
        ...{ kind: 'digest', dedupeKey: `sample:${++planned}`, subscriberId },
        ...{ issueDay: '2026-11-16', address: reader?.address ?? 'gone@example.org' },
        ...{ dueAt: now(), dueOn: '2026-11-16' },
        expiresAt: new Date(clock + hours(20)).toISOString(),
        ...rest,
      };
      await store.deliveries.plan([row], 'paper.example');
      return found(await store.deliveries.byKey(row.dedupeKey));
    },
    async claim(limits = unlimited, owner = 'this run') {
      const claim = await store.deliveries.claim({ owner, limits, only: null });
      return claim.what === 'claimed' ? claim.delivery : null;
    },
    async handOver(items = []) {
      const claimed = found(await ledger.claim());
      await store.deliveries.handOff(claimed, composedOf(items));
      return found(await store.deliveries.get(claimed.id));
    },
    tamper: (statement) => {
      side.exec(statement);
    },
    close: async () => {
      side.close();
      await store.close();
      folder.remove();
    },
  };
  return ledger;
}

function found<T>(value: T | null): T {
  if (value === null) throw new Error('there is no such delivery');
  return value;
}
