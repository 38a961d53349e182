/** Which sources a run still has to ask, and for which days: told by the verdicts of earlier runs. */
import { isQuietDay } from '../ingest/publishing-days.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { daysToRepeat } from './plan-reads.ts';

/** For each source that can look back: the days since its last reading, which may have grown or were missed. */
export async function daysMissed(store: Store, day: Day): Promise<(name: string) => Day[]> {
  const last = new Map<string, Day>();
  for (const source of await store.verdicts.sources()) {
    const verdicts = await store.verdicts.of(source, 2, day);
    const before = verdicts.find((verdict) => verdict.day < day);
    if (before !== undefined) last.set(source, before.day);
  }
  return (name) => daysToRepeat(day, last.get(name) ?? null);
}

/** Those of which the day's batch is not in yet; `pending` where one of them was asked too short a time ago. */
export async function sourcesToAsk(
  app: App,
  store: Store,
  sources: readonly Source[],
  day: Day,
): Promise<{ readonly ask: readonly Source[]; readonly pending: boolean }> {
  const verdicts = new Map((await store.verdicts.on(day)).map((row) => [row.source, row]));
  const open = sources.filter(({ name, places }) => {
    return verdicts.get(name ?? places[0] ?? '')?.verdict !== 'fresh';
  });
  const ask = open.filter(({ name, places, poll }) => {
    const row = verdicts.get(name ?? places[0] ?? '');
    if (row === undefined) return true;
    return app.now().getTime() - new Date(row.judgedAt).getTime() >= poll * 60_000;
  });
  const pending = open.some(
    (source) => !ask.includes(source) && !isQuietDay(day, source.rhythm) && isAtAddress(source),
  );
  return { ask, pending };
}

function isAtAddress({ places }: Source): boolean {
  return places.some(isAddress);
}
