/** “shares … with papers you liked”: words that tell something, not those that two abstracts have by chance. */
import { expect, test } from 'vitest';
import { noInterests } from '../../../src/model/interests.ts';
import { prepareRanking, rankPapers } from '../../../src/rank/rank-papers.ts';
import { madeUpPapers } from './relevance/made-up-papers.ts';
import { candidate, date } from './sample-candidates.ts';

const shown = candidate('Drumlins by moonlight', {
  abstract: 'Progressing slowly, we map drumlins and eskers, and their marl.',
});
const base = prepareRanking([...madeUpPapers(120, 7), shown], date);

function reasonsFor(...liked: readonly { title: string; abstract: string }[]): string {
  const papers = liked.map(({ title, abstract }) => candidate(title, { abstract }).paper);
  const { ranked } = rankPapers(base, noInterests, { liked: papers, disliked: [] });
  return ranked.find(({ paper }) => paper.key === shown.paper.key)?.reasons.join(' / ') ?? '';
}

test('a word of a title is told, one that stands in two abstracts alone is not', () => {
  const told = reasonsFor({ title: 'Eskers', abstract: 'A drumlin, progressing.' });

  expect(told).toMatch(/shares .*“drumlins”/);
  expect(told).toContain('“eskers”');
  expect(told).not.toContain('progressing');
});

test('a word that several liked papers have is told from abstracts as well', () => {
  const told = reasonsFor(
    { title: 'Drumlins', abstract: 'Marl.' },
    { title: 'Drumlins again', abstract: 'More marl.' },
  );

  expect(told).toContain('“marl”');
});
