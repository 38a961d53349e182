/** Runs one collection: shares its queries out into tasks and puts the results together. */
import type { Collection } from './collections.ts';
import { drawReaders, type MixedReader } from './draw-interests.ts';
import type { Pool } from './pool.ts';
import { type Query, readSet } from './read-set.ts';
import { joinResults, type Results } from './results.ts';
import type { Task } from './tasks.ts';

/** What is run: both sides or one of them, and at most so many queries. */
export interface RunChoice {
  readonly only: 'ours' | 'baselines' | undefined;
  readonly limit: number;
}

export interface CollectionRun {
  readonly collection: Collection;
  readonly results: Results;
  /** The readers with several interests that were drawn; hfdaily only. */
  readonly readers: readonly MixedReader[];
  readonly seconds: number;
}

/** Rows of all systems for a collection. Throws what is amiss in its files, or a score that is no number. */
export async function runCollection(
  pool: Pool,
  collection: Collection,
  choice: RunChoice,
): Promise<CollectionRun> {
  const started = performance.now();
  const set = readSet(collection.corpus, collection.queries);
  const queries = set.queries
    .filter(({ id }) => collection.kind !== 'text' || set.grades.has(id))
    .slice(0, choice.limit);
  const ids = queries.map(({ id }) => id);
  const task = { collection, queries: ids };
  const work: Promise<Results>[] = [];
  let readers: readonly MixedReader[] = [];
  const run = async (one: Task) => (await pool.run(one)).results;

  if (choice.only !== 'baselines' && collection.kind !== 'hfdaily') {
    work.push(run({ ...task, part: 'ours' }));
  }
  const drawing =
    choice.only !== 'baselines' && collection.kind === 'hfdaily'
      ? pool.run({ ...task, part: 'interests', day: lastDay(queries) })
      : undefined;
  if (choice.only !== 'ours') {
    for (const some of chunksOf(ids, chunkSize[collection.kind])) {
      work.push(run({ ...task, queries: some, part: 'baselines' }));
    }
  }
  if (drawing !== undefined) {
    readers = drawReaders(set, queries, new Map((await drawing).cosines));
    for (const day of new Set(queries.map(({ after }) => after))) {
      const own = readers.filter(({ after }) => after === day);
      const some = queries.filter(({ after }) => after === day).map(({ id }) => id);
      work.push(run({ ...task, queries: some, part: 'ours', day, readers: own }));
    }
  }
  const results = joinResults(await Promise.all(work));
  return { collection, results, readers, seconds: (performance.now() - started) / 1000 };
}

/** Few enough that two processes end at about the same time, enough that a process does not start anew too often. */
const chunkSize = { hfdaily: 12, csfcube: 25, reviewer: 29, text: 250, citeulike: 50 };

function lastDay(queries: readonly Query[]): string {
  return (
    queries
      .map(({ after }) => after)
      .sort()
      .at(-1) ?? ''
  );
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let from = 0; from < all.length; from += size) out.push(all.slice(from, from + size));
  return out;
}
