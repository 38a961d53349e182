/** One interest, or all of a reader's together, as a sum of standardised measures. Pure. */
import type { Example, Source, TopicQuery } from './examples.ts';
import type { FoldedPapers, Learned } from './learn.ts';
import { learning } from './learning.ts';
import {
  type Measure,
  measureAuthors,
  measureLikeness,
  measureMeaning,
  measureText,
  measureWords,
} from './measures.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Scores are in deviations of the archive's papers, with its mean at 0. */
export interface Model {
  readonly score: (papers: FoldedPapers) => Float64Array;
  /** The scores of the archive's sample. */
  readonly sampled: Float64Array;
  /** The addends of one paper's score by source; `null` is what the average paper gets, below 0. They add up to it. */
  readonly explain: (papers: FoldedPapers, row: number) => Map<Source | null, Addends>;
}

/** What each measure gave, in the units of the score. */
export type Addends = Readonly<Partial<Record<Measure['name'], number>>>;

interface Standard extends Measure {
  readonly spread: Spread;
}

/** @param isWhole true for all interests together, false for one that stood out */
export function makeModel(
  learned: Learned,
  topics: readonly TopicQuery[],
  liked: readonly Example[],
  isWhole: boolean,
): Model {
  const sampled = chooseMeasures(learned, topics, liked, isWhole).map((measure) => {
    const values = measure.raw(learned.sample);
    return { values, measure: { ...measure, spread: measure.spread ?? spreadOf(values) } };
  });
  const measures = sampled.map(({ measure }) => measure);
  const sums = new Float64Array(learned.sample.rows.count);
  for (const { measure, values } of sampled) addStandard(sums, measure, values);
  const own = spreadOf(sums);
  const scale = own.deviation > 0 ? 1 / own.deviation : 0;
  const toScore = (sum: number) => (sum - own.mean) * scale;
  return {
    sampled: sums.map(toScore),
    score: (papers) => addUp(measures, papers).map(toScore),
    explain: (papers, row) => explain(measures, papers, row, scale, own.mean),
  };
}

function chooseMeasures(
  learned: Learned,
  topics: readonly TopicQuery[],
  liked: readonly Example[],
  isWhole: boolean,
): Measure[] {
  const likes = liked.length;
  const examples = [...liked, ...topicExamples(topics, likes)];
  const measures: Measure[] = [];
  if (topics.length > 0)
    measures.push(measureWords(learned, topics, Math.max(learning.leastWords, fading(likes))));
  if (examples.length > 0) {
    const lighter = examples.map((example) =>
      example.source.kind === 'topic'
        ? { ...example, weight: example.weight * learning.topicLikeness }
        : example,
    );
    measures.push(measureLikeness(learned, lighter, learning.likeness));
    if (isWhole && liked.length > 0) measures.push(measureText(learned, examples, learning.text));
    measures.push(measureMeaning(learned, examples, learning.meaning));
  }
  if (liked.length > 0) measures.push(measureAuthors(liked, learning.authors));
  return measures;
}

/** What remains of the topics beside so many liked papers. */
function fading(likes: number): number {
  return 1 / (1 + likes / learning.likesToHalveTopics);
}

/** All topics together weigh as much as a few liked papers, and less the more there are. */
function topicExamples(topics: readonly TopicQuery[], likes: number): Example[] {
  const all = learning.topicsInLikes * (1 + 1 / Math.max(1, likes)) * fading(likes);
  const found = topics.filter(({ examples }) => examples.length > 0);
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  return found.flatMap(({ weight, examples }) =>
    examples.map((example) => ({ ...example, weight: (example.weight * weight * all) / total })),
  );
}

function addUp(measures: readonly Standard[], papers: FoldedPapers): Float64Array {
  const sums = new Float64Array(papers.rows.count);
  for (const measure of measures) addStandard(sums, measure, measure.raw(papers));
  return sums;
}

/** Adds what a measure gave, in deviations; where the archive's papers are all alike it tells nothing. */
function addStandard(sums: Float64Array, measure: Standard, values: Float64Array): void {
  const { spread, weight, cap } = measure;
  if (spread.deviation === 0) return;
  for (let row = 0; row < sums.length; row++)
    sums[row]! += weight * Math.min(cap, (values[row]! - spread.mean) / spread.deviation);
}

function explain(
  measures: readonly Standard[],
  papers: FoldedPapers,
  row: number,
  scale: number,
  mean: number,
): Map<Source | null, Addends> {
  const addends = new Map<Source | null, Record<string, number>>();
  const add = (source: Source | null, name: string, value: number) => {
    const of = addends.get(source) ?? {};
    of[name] = (of[name] ?? 0) + value;
    addends.set(source, of);
  };
  for (const { name, shares, spread, weight, cap } of measures) {
    if (spread.deviation === 0) continue;
    const unit = (weight * scale) / spread.deviation;
    let value = 0;
    for (const [source, share] of shares(papers, row)) {
      add(source, name, share * unit);
      value += share;
    }
    const standard = Math.min(cap, (value - spread.mean) / spread.deviation);
    add(null, name, weight * scale * standard - value * unit);
  }
  add(null, 'words', -mean * scale);
  return addends;
}
