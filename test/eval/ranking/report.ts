/** What a run prints: a table for people, or an object for programs. */
import type { Kind } from './collections.ts';
import { ladderOf, type Step } from './ladder.ts';
import type { Values } from './measures.ts';
import { type EvalSet, readSet } from './read-set.ts';
import { deviationOf, type Reference, tolerance } from './reference.ts';
import { type Difference, differenceOf, meansOf } from './results.ts';
import { bestOf, isOurs, rivalsOf } from './rivals.ts';
import type { CollectionRun } from './run-collection.ts';

/** The measures worth reading first, by kind of set; JSON holds all. */
const columns: Readonly<Record<Kind, readonly string[]>> = {
  hfdaily: ['ndcg@10', 'map', 'r@50', 'daily_ndcg@5', 'daily_mrr', 'found', 'shown'],
  csfcube: ['ndcg%20', 'map', 'ndcg@10', 'p@10'],
  reviewer: ['loss', 'ndcg@10', 'map', 'mrr'],
  text: ['ndcg@10', 'map', 'mrr', 'r@100'],
  citeulike: ['ndcg@10', 'map', 'mrr', 'r@50'],
};

/** The measures in which ours is compared with the best baseline. */
const compared: Readonly<Record<Kind, readonly string[]>> = {
  hfdaily: ['map', 'daily_ndcg@5'],
  csfcube: ['ndcg%20', 'map'],
  reviewer: ['loss', 'ndcg@10'],
  text: ['ndcg@10', 'map'],
  citeulike: ['map', 'ndcg@10'],
};

/** The baseline that goes by the plain name `bm25` in JSON. */
const plainBm25: Readonly<Record<Kind, string>> = {
  hfdaily: 'bm25 keywords .9/.4',
  csfcube: 'bm25 k1=0.9 b=0.4',
  reviewer: 'bm25 sum over profile .9/.4',
  text: 'bm25 k1=0.9 b=0.4',
  citeulike: 'bm25 60 terms .9/.4',
};

/** A collection's figures as data; `ladder` and `readers` are hfdaily's. */
export interface Figures {
  readonly set: string;
  readonly measures: Readonly<Record<string, Values>>;
  readonly ladder?: readonly Step[];
  readonly readers?: readonly string[];
}

/** The means of every system of a run, `bm25` among them under that name too. */
export function figuresOf(run: CollectionRun): Figures {
  const { collection, results, readers } = run;
  const measures: Record<string, Values> = {};
  for (const [system, rows] of Object.entries(results)) measures[system] = meansOf(rows);
  const bm25 = measures[plainBm25[collection.kind]];
  return {
    set: collection.name,
    measures: { ...measures, ...(bm25 && { bm25 }) },
    ...(collection.kind === 'hfdaily' && {
      ladder: ladderOf(setOf(run), results),
      readers: readers.map(({ profiles }) => profiles.join(' + ')),
    }),
  };
}

/** The systems that are further from the reference than allowed, as sentences. */
export function disagreements(run: CollectionRun, reference: Reference | null): string[] {
  return Object.entries(run.results).flatMap(([system, rows]) => {
    const apart = deviationOf(meansOf(rows), reference?.[system]);
    if (apart === null || apart.by <= tolerance) return [];
    const by = apart.by.toFixed(4);
    return [`${run.collection.name}, ${system}: ${apart.measure} is ${by} from the reference`];
  });
}

/** The table of a run: systems with their measures, then ours against the best baseline, the ladder, the readers. */
export function tableOf(run: CollectionRun, reference: Reference | null): string {
  const { collection, results, seconds } = run;
  const names = Object.keys(results);
  const means = new Map(names.map((name) => [name, meansOf(results[name]!)]));
  const shown = columns[collection.kind].filter((column) =>
    names.some((name) => means.get(name)![column] !== undefined),
  );
  const sorted = [...names.filter((name) => !isOurs(name)), ...names.filter(isOurs)];
  const rows = sorted.map((name) => {
    const values = means.get(name)!;
    const apart = deviationOf(values, reference?.[name]);
    return [
      name,
      ...shown.map((column) => values[column]?.toFixed(3) ?? ''),
      String(values.n),
      apart === null ? '' : `${apart.by.toFixed(4)}${apart.by > tolerance ? ' TOO FAR' : ''}`,
    ];
  });
  const table = align([['system', ...shown, 'n', reference ? 'off reference' : ''], ...rows]);
  const parts = [`${collection.name} (${seconds.toFixed(0)} s)`, table, comparison(run)];
  if (collection.kind === 'hfdaily') parts.push(ladderText(run), readersText(run));
  return parts.filter((part) => part !== '').join('\n\n');
}

function comparison(run: CollectionRun): string {
  const { collection, results } = run;
  const names = Object.keys(results);
  const lines = names.filter(isOurs).flatMap((ours) =>
    compared[collection.kind].flatMap((measure) => {
      const best = bestOf(rivalsOf(ours, names), results, measure);
      if (best === undefined) return [];
      const difference = differenceOf(results[ours]!, results[best]!, measure);
      return difference === null ? [] : [[ours, measure, signed(difference), best]];
    }),
  );
  if (lines.length === 0) return '';
  return align([['ours − best baseline', 'measure', '95 % interval', 'best baseline'], ...lines]);
}

function ladderText(run: CollectionRun): string {
  const steps = ladderOf(setOf(run), run.results);
  if (steps.length === 0) return '';
  const lines = steps.map(({ from, to, difference }) => [
    `${from} → ${to}`,
    signed(difference),
    String(difference.n),
  ]);
  return align([['likes', 'daily_ndcg@5', 'readers'], ...lines]);
}

function readersText(run: CollectionRun): string {
  if (run.readers.length === 0) return '';
  const names = run.readers.map(({ profiles }) => profiles.join(' + '));
  return `Readers with several interests: ${names.join('; ')}`;
}

function setOf({ collection }: CollectionRun): EvalSet {
  return readSet(collection.corpus, collection.queries);
}

function signed({ mean, low, high }: Difference): string {
  const three = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return `${three(mean)} [${three(low)}, ${three(high)}]`;
}

/** Columns side by side, the first to the left and numbers to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === row.length - 1 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
