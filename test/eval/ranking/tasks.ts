/** One piece of work of a run, small enough to share out over two processes, and what carries it out. */

import { runCiteulikeBaselines, runCiteulikeOurs } from './citeulike.ts';
import type { Collection } from './collections.ts';
import { runCsfcubeBaselines, runCsfcubeOurs } from './csfcube.ts';
import type { MixedReader } from './draw-interests.ts';
import { Features } from './features.ts';
import { runHfdailyBaselines } from './hfdaily-baselines.ts';
import { openArchiveOf, runHfdailyOurs } from './hfdaily-ours.ts';
import type { OurArchive } from './ours.ts';
import { type EvalSet, type Query, readSet } from './read-set.ts';
import { joinResults, type Results } from './results.ts';
import { runReviewerBaselines, runReviewerOurs } from './reviewer.ts';
import { compareInterests, runReaders } from './several-interests.ts';
import { runTextBaselines, runTextOurs } from './text-sets.ts';

/** What is asked of which queries (by id); `day` is the archive's, `readers` are those of several interests. */
export interface Task {
  readonly collection: Collection;
  readonly part: 'baselines' | 'ours' | 'interests';
  readonly queries: readonly string[];
  readonly day?: string;
  readonly readers?: readonly MixedReader[];
}

export interface TaskResult {
  readonly results: Results;
  /** How near the interests of two profiles are; only of the part `interests`. */
  readonly cosines?: readonly (readonly [string, number])[];
}

interface Opened {
  readonly collection: string;
  readonly set: EvalSet;
  readonly features: Features;
  archive?: { readonly day: string; readonly opened: OurArchive };
}

let open: Opened | undefined;

/** Carries out one task; the set, the baselines' features and the last archive are kept for the next one. */
export function runTask(task: Task): TaskResult {
  const { set, features } = openCollection(task.collection);
  const asked = new Set(task.queries);
  const queries = set.queries.filter(({ id }) => asked.has(id));
  if (task.collection.kind === 'hfdaily') return runHfdaily(task, set, features, queries);
  const { baselines, ours } = runners[task.collection.kind];
  return {
    results: task.part === 'ours' ? ours(set, queries) : baselines(set, features, queries),
  };
}

const runners = {
  csfcube: { baselines: runCsfcubeBaselines, ours: runCsfcubeOurs },
  reviewer: { baselines: runReviewerBaselines, ours: runReviewerOurs },
  text: { baselines: runTextBaselines, ours: runTextOurs },
  citeulike: { baselines: runCiteulikeBaselines, ours: runCiteulikeOurs },
};

function runHfdaily(
  task: Task,
  set: EvalSet,
  features: Features,
  queries: readonly Query[],
): TaskResult {
  if (task.part === 'baselines') return { results: runHfdailyBaselines(set, features, queries) };
  const archive = openDay(set, task.day ?? '');
  if (task.part === 'interests') {
    return { results: {}, cosines: compareInterests(set, archive, queries) };
  }
  return {
    results: joinResults([
      runHfdailyOurs(set, archive, queries),
      runReaders(set, archive, task.readers ?? []),
    ]),
  };
}

function openCollection(collection: Collection): Opened {
  const key = JSON.stringify(collection);
  if (open?.collection !== key) {
    const set = readSet(collection.corpus, collection.queries);
    open = { collection: key, set, features: new Features(set) };
  }
  return open;
}

function openDay(set: EvalSet, day: string): OurArchive {
  const { archive } = open!;
  if (archive?.day === day) return archive.opened;
  const opened = openArchiveOf(set, day);
  open!.archive = { day, opened };
  return opened;
}
