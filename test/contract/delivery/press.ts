/** The whole way of a digest, from papers to a mail server, with a clock that the test holds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Delivery } from '../../../src/model/delivery.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { type Preferences, usualPreferences } from '../../../src/model/subscriber.ts';
import { type App, databasePath, openAppStore } from '../../../src/pipeline/app.ts';
import {
  type DeliverRequest,
  type DeliveryReport,
  deliverDue,
} from '../../../src/pipeline/deliver-due.ts';
import { publishIssue } from '../../../src/pipeline/publish-issue.ts';
import type { Store } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

export interface Press {
  readonly app: App;
  readonly store: Store;
  readonly server: MailServer;
  at(moment: string): void;
  pass(milliseconds: number): void;
  reader(name: string, preferences?: Partial<Preferences>): Promise<number>;
  /** Papers listed on a day; one that is known already is listed again. */
  list(day: string, papers: readonly Paper[]): Promise<void>;
  publish(day: string): Promise<string>;
  deliver(request?: DeliverRequest): Promise<DeliveryReport>;
  deliveries(): Promise<Delivery[]>;
  /** The papers of a delivery, by the keys they had when it was sent. */
  itemsOf(id: number): string[];
  tamper(statement: string): void;
  close(): Promise<void>;
}

export const hour = 3_600_000;
export const minute = 60_000;

/** Papers that nobody takes for one another. */
export function papers(...numbers: readonly number[]): Paper[] {
  return numbers.map((n) => {
    const word = Array.from(String(n), (digit) => syllables[Number(digit)]).join('');
    return samplePaper(`On ${word} and the ${word}ness of ${word}ings`, [
      `arxiv:2611.${String(n).padStart(5, '0')}`,
    ]);
  });
}
const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu'] as const;

/** `settings` as variables of the environment; `file` is the rest, as it stands in paperboy.yaml. */
export async function openPress(
  settings: Record<string, string> = {},
  file = 'sources: []',
): Promise<Press> {
  const folder = temporaryFolder('press');
  const server = await startMailServer();
  const environment = {
    ...{ PAPERBOY_TITLE: 'The Quay', PAPERBOY_TIMEZONE: 'UTC', PAPERBOY_LIMIT: '50' },
    ...{ PAPERBOY_MAIL_SMTP: server.url, PAPERBOY_MAIL_FROM: 'quay@paper.example' },
    ...settings,
  };
  let clock = Date.parse('2026-11-16T05:00:00.000Z');
  const place = join(folder.path, 'paperboy.yaml');
  writeFileSync(place, file);
  const config = loadConfig({ environment, data: folder.path, file: place, flags: {} });
  const app: App = { config, now: () => new Date(clock) };
  const store = await openAppStore(app, 'data');
  const side = new Database(databasePath(app));
  return {
    ...{ app, store, server },
    at: (moment) => {
      clock = Date.parse(moment);
    },
    pass: (milliseconds) => {
      clock += milliseconds;
    },
    async reader(name, preferences = {}) {
      const { subscriber } = await store.subscribers.add({
        ...{ address: `${name}@example.org`, state: 'confirmed' },
        preferences: { ...usualPreferences, format: 'text', ...preferences },
        consent: { source: 'operator', wording: 'asked', at: '2026-11-01T00:00:00.000Z' },
        confirmedAt: '2026-11-01T00:00:00.000Z',
      });
      return subscriber.id;
    },
    async list(day, listed) {
      const known = await store.papers.get(listed.map(({ key }) => key));
      await store.papers.insert(listed.filter(({ key }) => !known.has(key)));
      await store.sightings.record(
        listed.map((paper) => {
          const key = known.get(paper.key)?.key ?? paper.key;
          return { ...sampleSighting(paper, day), paperKey: key };
        }),
      );
      await store.listings.record({
        ...{ source: 'morning-list', day, format: 'lines', listed: listed.length },
      });
    },
    publish: async (day) => (await publishIssue(app, store, day)).what,
    deliver: (request = {}) => deliverDue(app, store, request),
    deliveries: async () => (await store.deliveries.list({ limit: 10_000 })).reverse(),
    itemsOf: (id) =>
      side
        .prepare<[number], string>('SELECT paper_key FROM delivery_items WHERE delivery_id = ?')
        .pluck()
        .all(id),
    tamper: (statement) => {
      side.exec(statement);
    },
    close: async () => {
      side.close();
      await store.close();
      await server.close();
      folder.remove();
    },
  };
}
