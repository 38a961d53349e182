/** Papers that stand for an interest: those a reader liked, and those of the archive that a topic's words find best. Pure. */
import { pairTermOf, rarityOf, termCount, termOf } from './archive.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { learning } from './learning.ts';
import { multiplyRows } from './rows.ts';

/** What of the reader's a share of the score comes from. One object for each, so that shares can be added up. */
export interface Source {
  readonly kind: 'topic' | 'liked' | 'author';
  /** Place among the reader's topics, or liked papers. */
  readonly at: number;
}

export interface Example {
  readonly papers: FoldedPapers;
  readonly row: number;
  readonly weight: number;
  readonly source: Source;
}

/** A topic as it is looked up: its terms, and the papers of the archive that stand for it. */
export interface TopicQuery {
  readonly source: Source;
  readonly weight: number;
  /** Each term of the topic, once for every time it stands there, with its weight. */
  readonly terms: readonly { readonly term: number; readonly weight: number }[];
  /** Their weights add up to 1, or there are none. */
  readonly examples: readonly Example[];
}

export interface Topic {
  /** Stem numbers in order; −1 for a word that no paper has. */
  readonly stems: Int32Array;
  /** 1 is usual. */
  readonly weight: number;
}

interface Answer {
  readonly terms: TopicQuery['terms'];
  readonly best: readonly { readonly row: number; readonly weight: number }[];
}

/** What an archive answered before: many readers have the same topics. */
const answers = new WeakMap<Learned, Map<string, Answer>>();

const mostAnswers = 2_000;

export function queryFor(learned: Learned, topic: Topic, at: number): TopicQuery {
  const source: Source = { kind: 'topic', at };
  const { terms, best } = answerOf(learned, topic.stems);
  return {
    ...{ source, terms, weight: topic.weight },
    examples: best.map((found) => ({ ...found, papers: learned.papers, source })),
  };
}

function answerOf(learned: Learned, stems: Int32Array): Answer {
  const known = answers.get(learned) ?? new Map<string, Answer>();
  answers.set(learned, known);
  const key = stems.join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const terms = termsOf(learned, stems);
  const made = { terms, best: bestPapers(learned, terms) };
  if (known.size >= mostAnswers) known.clear();
  known.set(key, made);
  return made;
}

/** Words count 1, pairs of neighbours `learning.pair`, each by its rarity. */
function termsOf({ archive }: Learned, stems: Int32Array): TopicQuery['terms'] {
  const terms = [...stems]
    .filter((stem) => stem >= 0)
    .map((stem) => ({ term: termOf(archive, stem), weight: 1 }));
  for (let at = 1; at < stems.length; at++) {
    const pair = pairTermOf(archive, stems[at - 1]!, stems[at]!);
    if (pair >= 0) terms.push({ term: pair, weight: learning.pair });
  }
  return terms.map(({ term, weight }) => ({ term, weight: weight * rarityOf(archive, term) }));
}

/** The best papers of the archive for the terms; those nearly as good as the best count nearly as much. */
function bestPapers(learned: Learned, terms: TopicQuery['terms']): Answer['best'] {
  const scores = scoreTerms(learned, terms, learned.papers);
  const found = [...scores.keys()].filter((row) => scores[row]! > 0);
  const rows = found
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, learning.examplesPerTopic);
  const best = rows.length === 0 ? 0 : scores[rows[0]!]!;
  const shares = rows.map((row) => Math.exp((scores[row]! - best) / learning.exampleFading));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return rows.map((row, at) => ({ row, weight: shares[at]! / total }));
}

/** BM25F of weighted terms for each paper. */
export function scoreTerms(
  { archive }: Learned,
  terms: TopicQuery['terms'],
  papers: FoldedPapers,
): Float64Array {
  const query = new Float32Array(termCount(archive));
  for (const { term, weight } of terms) query[term]! += weight;
  return multiplyRows(papers.rows, papers.rows.match, query);
}

const recalled = new WeakMap<TopicQuery['terms'], WeakMap<FoldedPapers, Float64Array>>();

/** As `scoreTerms`, worked out once for papers that many readers with the same topics are asked about. */
export function recallTerms(
  learned: Learned,
  terms: TopicQuery['terms'],
  papers: FoldedPapers,
): Float64Array {
  const known = recalled.get(terms) ?? new WeakMap<FoldedPapers, Float64Array>();
  recalled.set(terms, known);
  const scores = known.get(papers) ?? scoreTerms(learned, terms, papers);
  known.set(papers, scores);
  return scores;
}

/** The liked papers, each an example of weight 1. */
export function likedExamples(papers: FoldedPapers): Example[] {
  return papers.authors.map((_, row) => ({
    ...{ papers, row, weight: 1 },
    source: { kind: 'liked', at: row },
  }));
}
