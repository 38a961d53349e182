/** Ranking 1,000 papers for one reader against one plain BM25 pass over the same papers. */

import { words } from '../../src/lib/words.ts';
import { noInterests } from '../../src/model/interests.ts';
import type { Candidate, Paper } from '../../src/model/paper.ts';
import { prepareRanking, rankPapers } from '../../src/rank/rank-papers.ts';
import { learn } from '../../src/rank/relevance/learn.ts';
import { bagOf } from '../../src/rank/relevance/term-bag.ts';
import { day, generateCandidates } from './candidates.ts';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

export async function benchRank(): Promise<BenchResult[]> {
  const candidates = generateCandidates(1_000);
  const vocabulary = words(candidates[0]?.paper.abstract ?? '');
  const interests = {
    topics: [0, 3, 6].map((at) => ({
      name: vocabulary.slice(at, at + 2).join(' '),
      weight: 1,
      exact: false,
    })),
    muted: [vocabulary[10] as string],
    authors: [],
    organizations: [],
  };
  const base = prepareRanking(candidates, day);
  const reader = await compare(
    'reader',
    () => rankPapers(base, interests),
    () => plainBm25(candidates, vocabulary.slice(0, 6)),
    15,
  );
  const whole = await compare(
    'whole',
    () => rankPapers(prepareRanking(candidates, day), interests),
    () => plainBm25(candidates, vocabulary.slice(0, 6)),
    15,
  );
  const detail = ({ ours, reference }: { ours: number; reference: number }) =>
    `${ours.toFixed(1)} ms against ${reference.toFixed(1)} ms (medians of 15, by turns)`;
  return [
    ...(await benchReader()),
    {
      name: 'rank 1,000 papers for one reader, index at hand, against indexing and scoring by plain BM25',
      ratio: reader.ours / reader.reference,
      limit: null,
      detail: detail(reader),
    },
    {
      name: 'index and rank 1,000 papers, against the same',
      ratio: whole.ours / whole.reference,
      limit: null,
      detail: detail(whole),
    },
  ];
}

/** What the archive holds, what the reader liked, what the day brings. */
const sizes = { archive: 8_000, liked: 200, candidates: 500 };

/** A run has many readers: what counts is how long the later ones take. */
const warmUp = 10;

/** A reader with many likes: their interests worked out anew, as after a change; and after one more vote. */
async function benchReader(): Promise<BenchResult[]> {
  const all = generateCandidates(sizes.archive + sizes.candidates);
  const learned = learn(all.slice(0, sizes.archive).map(({ paper }) => bagOf(paper)));
  const candidates = all.slice(sizes.archive);
  const base = prepareRanking(candidates, day, { learned });
  const liked = all.slice(100, 100 + sizes.liked).map(({ paper }) => paper);
  const vocabulary = words(candidates[0]?.paper.abstract ?? '');
  const reference = () => plainBm25(candidates, vocabulary.slice(0, 6));
  const topics = () => [
    { name: vocabulary.slice(0, 2).join(' '), weight: 1, exact: false },
    { name: vocabulary.slice(4, 6).join(' '), weight: 1, exact: false },
  ];
  const profile = await compare(
    'profile',
    () => rankPapers(base, { ...noInterests, topics: topics() }, { liked, disliked: [] }),
    reference,
    15,
    warmUp,
  );
  const explained = await compare(
    'reasons',
    () => {
      const { ranked } = rankPapers(
        base,
        { ...noInterests, topics: topics() },
        { liked, disliked: [] },
      );
      return ranked.slice(0, 10).map(({ reasons }) => reasons);
    },
    reference,
    15,
    warmUp,
  );
  let votes = 400;
  const vote = await compare(
    'vote',
    () => {
      const more = [all[votes++]?.paper as Paper, ...liked];
      return rankPapers(base, { ...noInterests, topics: topics() }, { liked: more, disliked: [] });
    },
    reference,
    15,
    warmUp,
  );
  const row = (name: string, ours: number, theirs: number, most: number | null): BenchResult => ({
    name: `${name}, in ms (against plain BM25: ${(ours / theirs).toFixed(2)})`,
    ratio: ours,
    limit: most === null ? null : { kind: 'at most', value: most },
    detail: `${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms (medians of 15, by turns)`,
  });
  return [
    row('200 likes, 2 topics and 500 candidates ranked', profile.ours, profile.reference, 20),
    row('the same with the reasons of ten picks', explained.ours, explained.reference, null),
    row('the same after one more vote', vote.ours, vote.reference, 50),
  ];
}

/** The textbook: split, count, score; no stems, no fields, no reasons. */
function plainBm25(candidates: readonly Candidate[], query: readonly string[]): number[] {
  const documents = candidates.map(({ paper }) => words(`${paper.title} ${paper.abstract}`));
  const frequency = new Map<string, number>();
  for (const document of documents)
    for (const word of new Set(document)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  return documents.map((document) => {
    let score = 0;
    for (const word of query) {
      const tf = document.filter((other) => other === word).length;
      const df = frequency.get(word) ?? 0;
      const idf = Math.log(1 + (documents.length - df + 0.5) / (df + 0.5));
      score += (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * document.length) / average));
    }
    return score;
  });
}
