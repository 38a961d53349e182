/** Reads one evaluation set: papers, queries and grades, all in the format of the shared folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Grades } from './measures.ts';
import type { EvalPaper } from './ours.ts';

/** One line of queries.jsonl; which of the parts there are depends on the set. */
export interface Query {
  readonly id: string;
  readonly text: string;
  readonly keywords: readonly string[];
  /** Ids of example papers, oldest first in hfdaily. */
  readonly liked: readonly string[];
  /** The last day of the history, and of the window of candidates (YYYY-MM-DD). */
  readonly after: string;
  readonly until: string;
  readonly facet: string;
}

/** Sentences of an abstract with their facet. */
export type Sentences = readonly { readonly text: string; readonly facet: string }[];

export interface EvalSet {
  readonly papers: readonly EvalPaper[];
  readonly place: ReadonlyMap<string, number>;
  /** By place; empty where a set has none. */
  readonly sentences: readonly Sentences[];
  readonly queries: readonly Query[];
  readonly grades: ReadonlyMap<string, Grades>;
}

interface PaperLine extends Partial<EvalPaper> {
  readonly id: string;
  readonly sentences?: readonly string[];
  readonly facets?: readonly string[];
}

/** The set in two folders: corpus.jsonl(.gz) in one; queries.jsonl and qrels.tsv in the other. Throws what is amiss. */
export function readSet(corpus: string, queries: string): EvalSet {
  const lines = readLines<PaperLine>(join(corpus, 'corpus.jsonl'));
  const papers = lines.map(paperOf);
  const place = new Map(papers.map(({ id }, at) => [id, at]));
  const asked = readLines<Partial<Query> & { id: string }>(join(queries, 'queries.jsonl'));
  const set = {
    papers,
    place,
    sentences: lines.map(({ sentences = [], facets = [] }) =>
      sentences.map((text, at) => ({ text, facet: facets[at] ?? '' })),
    ),
    queries: asked.map((query) => ({ ...emptyQuery, ...query })),
    grades: readGrades(join(queries, 'qrels.tsv')),
  };
  for (const { id, liked } of set.queries) {
    const missing = liked.find((paper) => !place.has(paper));
    if (missing !== undefined) {
      throw new Error(`query ${id} likes ${missing}, which is not in the corpus of ${corpus}`);
    }
  }
  return set;
}

const emptyQuery = { text: '', keywords: [], liked: [], after: '', until: '', facet: '' };

function paperOf(line: PaperLine): EvalPaper {
  return {
    id: line.id,
    title: line.title ?? '',
    abstract: line.abstract ?? '',
    authors: line.authors ?? [],
    ...(line.bow && { bow: line.bow }),
    ...(line.date && { date: line.date }),
    ...(line.upvotes !== undefined && { upvotes: line.upvotes }),
  };
}

function readLines<T>(path: string): T[] {
  const plain = existsSync(path) || !existsSync(`${path}.gz`);
  const text = plain ? readFileSync(path, 'utf8') : gunzipSync(readFileSync(`${path}.gz`));
  return text
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): T => JSON.parse(line));
}

function readGrades(path: string): ReadonlyMap<string, Grades> {
  const out = new Map<string, Map<string, number>>();
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  for (const line of lines.slice(1)) {
    const [query, paper, grade] = line.split('\t');
    if (query === undefined || paper === undefined) continue;
    const of = out.get(query) ?? new Map<string, number>();
    out.set(query, of.set(paper, Number(grade)));
  }
  return out;
}

/** The papers with these ids. Throws for an id the corpus does not have. */
export function papersOf(set: EvalSet, ids: readonly string[]): EvalPaper[] {
  return placesOf(set, ids).map((place) => set.papers[place]!);
}

/** The places of these ids in the corpus. Throws for an id the corpus does not have. */
export function placesOf(set: EvalSet, ids: readonly string[]): number[] {
  return ids.map((id) => {
    const place = set.place.get(id);
    if (place === undefined) throw new Error(`paper ${id} is not in the corpus`);
    return place;
  });
}

/** The grades of a query; none is graded where qrels.tsv does not name it. */
export function gradesOf(set: EvalSet, query: string): Grades {
  return set.grades.get(query) ?? new Map();
}
