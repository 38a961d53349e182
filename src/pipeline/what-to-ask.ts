/** Which sources a run still has to ask, and for which days: told by the verdicts of earlier runs. */
import { isQuietDay } from '../ingest/publishing-days.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../store/store.ts';
import type { RecordedVerdict } from '../store/verdicts.ts';
import type { App } from './app.ts';
import { daysToRepeat, mostDaysBack, sourceName } from './plan-reads.ts';

/** For each source that can look back: the days that may have grown since, were missed, or were in trouble. */
export async function daysMissed(store: Store, day: Day): Promise<(name: string) => Day[]> {
  const judged = new Map<string, readonly RecordedVerdict[]>();
  for (const source of await store.verdicts.sources()) {
    judged.set(source, await store.verdicts.of(source, mostDaysBack + 1, day));
  }
  return (name) => daysToRepeat(day, judged.get(name) ?? []);
}

/** Those of which the day's batch is not in yet; `pending` where one of them was asked too short a time ago. */
export async function sourcesToAsk(
  app: App,
  store: Store,
  sources: readonly Source[],
  day: Day,
): Promise<{ readonly ask: readonly Source[]; readonly pending: boolean }> {
  const verdicts = new Map((await store.verdicts.on(day)).map((row) => [row.source, row]));
  const rowOf = (source: Source) => verdicts.get(sourceName(source));
  const open = sources.filter((source) => rowOf(source)?.verdict !== 'fresh');
  const ask = open.filter((source) => {
    const row = rowOf(source);
    if (row === undefined) return true;
    return app.now().getTime() - new Date(row.judgedAt).getTime() >= source.poll * 60_000;
  });
  const pending = open.some(
    (source) => !ask.includes(source) && !isQuietDay(day, source.rhythm) && isAtAddress(source),
  );
  return { ask, pending };
}

function isAtAddress({ places }: Source): boolean {
  return places.some(isAddress);
}
