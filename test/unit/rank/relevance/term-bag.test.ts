/** Stems as numbers: papers make them, what people look for does not. */
import { expect, test } from 'vitest';
import { prepareRanking, rankPapers } from '../../../../src/rank/rank-papers.ts';
import { learn } from '../../../../src/rank/relevance/learn.ts';
import { bagOf, knownNumbersOf } from '../../../../src/rank/relevance/term-bag.ts';
import { candidate, date, interestedIn } from '../sample-candidates.ts';
import { madeUpPapers } from './made-up-papers.ts';

test('a word that no paper has gets no number; once a paper has it, it does', () => {
  const before = knownNumbersOf('vorpals of brillig');

  bagOf(candidate('Vorpals at brillig').paper);

  expect([...before]).toEqual([-1, -1]);
  expect(knownNumbersOf('vorpals of brillig').every((number) => number >= 0)).toBe(true);
});

test('a topic with a word that no paper held yesterday counts today as if nobody had asked for it', () => {
  const papers = madeUpPapers(60, 3).map(({ paper }) => bagOf(paper));
  const interests = interestedIn('quandle kite');
  const today = madeUpPapers(10, 4);
  const [asked, unasked] = [learn(papers), learn(papers)];
  rankPapers(prepareRanking(today, date, { learned: asked }), interests);
  today.push(candidate('Quandle kite by the sea'), candidate('Quandles', { abstract: 'Kite.' }));

  const scores = [asked, unasked].map((learned) =>
    rankPapers(prepareRanking(today, date, { learned }), interests).ranked.map(
      ({ score, paper }) => [paper.title, score],
    ),
  );

  expect(scores[0]).toEqual(scores[1]);
  expect(scores[0]?.[0]?.[0]).toBe('Quandle kite by the sea');
});

test('names are compared without regard to case', () => {
  expect(bagOf(candidate('Kites', { authors: ['Ada FERROW'] }).paper).authors).toEqual([
    'ada ferrow',
  ]);
});
