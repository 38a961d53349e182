/** Ranking 1,000 papers for one reader against one plain BM25 pass over the same papers. */

import { describeEntries } from '../../src/ingest/resolve.ts';
import { words } from '../../src/lib/words.ts';
import type { Candidate } from '../../src/model/paper.ts';
import { prepareRanking, rankPapers } from '../../src/rank/rank-papers.ts';
import { generateListing } from './generate.ts';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

export async function benchRank(): Promise<BenchResult[]> {
  const described = describeEntries(generateListing(1_000).entries);
  const candidates: Candidate[] = described.map(({ entry, paper }, at) => ({
    paper: { key: String(at).padStart(12, '0'), ...paper },
    sightings: [
      {
        source: 'bench',
        day: '2026-10-14',
        position: at + 1,
        upvotes: entry.upvotes,
        comments: 1,
        stars: null,
      },
    ],
  }));
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
  const base = prepareRanking(candidates, '2026-10-14');
  const reader = await compare(
    'reader',
    () => rankPapers(base, interests),
    () => plainBm25(candidates, vocabulary.slice(0, 6)),
    15,
  );
  const whole = await compare(
    'whole',
    () => rankPapers(prepareRanking(candidates, '2026-10-14'), interests),
    () => plainBm25(candidates, vocabulary.slice(0, 6)),
    15,
  );
  const detail = ({ ours, reference }: { ours: number; reference: number }) =>
    `${ours.toFixed(1)} ms against ${reference.toFixed(1)} ms (medians of 15, by turns)`;
  return [
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
