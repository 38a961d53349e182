/** Judges labelled pairs of records by the program's own rules: does the second one met become the first one's paper? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PaperIndex } from '../../src/ingest/paper-index.ts';
import { describeEntries, resolveListing } from '../../src/ingest/resolve.ts';
import { type ListedPaper, unknownListedPaper } from '../../src/model/listing.ts';

/** One line of records.jsonl, as far as it is used. */
export interface PaperRecord {
  readonly rid: string;
  readonly title: string;
  readonly url?: string | null;
  readonly authors?: readonly string[] | null;
  readonly date?: string | null;
}

/** One line of pairs.tsv with its records. */
export interface LabelledPair {
  readonly one: PaperRecord;
  readonly two: PaperRecord;
  readonly same: boolean;
  readonly kind: string;
}

/** What is taken away before judging: all addresses; the second record's authors in every pair of two papers. */
export interface Hidden {
  readonly links: boolean;
  readonly authors: boolean;
}

export interface JudgedPair extends LabelledPair {
  readonly judgedSame: boolean;
}

export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Right and all pairs of each kind, in the order of their first pair. */
  readonly kinds: Readonly<Record<string, { readonly right: number; readonly total: number }>>;
}

/** The labelled pairs of a folder with records.jsonl and pairs.tsv. Throws for a pair of unknown records. */
export function readPairs(folder: string): LabelledPair[] {
  const records = new Map<string, PaperRecord>();
  for (const line of readLines(join(folder, 'records.jsonl'))) {
    const record: PaperRecord = JSON.parse(line);
    records.set(record.rid, record);
  }
  const recordOf = (rid: string | undefined) => {
    const record = records.get(rid ?? '');
    if (record === undefined) throw new Error(`pairs.tsv names an unknown record: ${rid}`);
    return record;
  };
  return readLines(join(folder, 'pairs.tsv'))
    .slice(1)
    .map((line) => {
      const [one, two, same, kind] = line.split('\t');
      return { one: recordOf(one), two: recordOf(two), same: same === '1', kind: kind ?? '' };
    });
}

function readLines(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** Every pair judged in both orders; the two have to say the same, or a pair counts as judged wrongly. */
export function judgePairs(pairs: readonly LabelledPair[], hidden: Hidden): JudgedPair[] {
  return pairs.map((pair) => {
    const hide = (record: PaperRecord, authors: boolean): PaperRecord => ({
      ...record,
      url: hidden.links ? null : (record.url ?? null),
      authors: authors ? null : (record.authors ?? null),
    });
    const one = hide(pair.one, false);
    const two = hide(pair.two, hidden.authors && !pair.same);
    const verdicts = [becomeOne(one, two), becomeOne(two, one)];
    return { ...pair, judgedSame: verdicts.every((same) => same === pair.same) === pair.same };
  });
}

/** True where `second`, listed a day after `first`, is resolved to the same paper. */
export function becomeOne(first: PaperRecord, second: PaperRecord): boolean {
  const nothing = { papers: new Map(), keys: new Map(), taken: new Set<string>(), apart: [] };
  const shown = new Set<string>();
  const before = resolveListing(
    describeEntries([entryOf(first)]),
    { ...nothing, shown },
    'one',
    '2026-10-14',
  );
  const papers = new Map(before.inserted.map((paper) => [paper.key, paper]));
  const index = new PaperIndex(new Map(), new Map());
  for (const paper of before.inserted) index.put(paper);
  const after = resolveListing(
    describeEntries([entryOf(second)]),
    { ...nothing, papers, keys: index.names(), shown },
    'two',
    '2026-10-15',
  );
  return after.inserted.length === 0;
}

function entryOf(record: PaperRecord): ListedPaper {
  return {
    ...unknownListedPaper,
    title: record.title,
    url: record.url ?? null,
    authors: record.authors ?? null,
    published: record.date ?? null,
    position: 1,
  };
}

export function scoresOf(judged: readonly JudgedPair[]): Scores {
  const merged = judged.filter(({ judgedSame }) => judgedSame);
  const hits = merged.filter(({ same }) => same).length;
  const positives = judged.filter(({ same }) => same).length;
  const kinds: Record<string, { right: number; total: number }> = {};
  for (const { kind, same, judgedSame } of judged) {
    const of = kinds[kind] ?? { right: 0, total: 0 };
    kinds[kind] = { right: of.right + (same === judgedSame ? 1 : 0), total: of.total + 1 };
  }
  const precision = merged.length === 0 ? 1 : hits / merged.length;
  const recall = positives === 0 ? 1 : hits / positives;
  const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, kinds };
}
