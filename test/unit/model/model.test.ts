/** The small rules on the nouns. */
import { expect, it } from 'vitest';
import { type Digest, type DigestPaper, papersOf } from '../../../src/model/digest.ts';
import { noInterests } from '../../../src/model/interests.ts';
import { unknownListedPaper } from '../../../src/model/listing.ts';

it('an entry of which only title and position are known says so of everything else', () => {
  const values = Object.values(unknownListedPaper).filter((value) => value !== null);

  expect(values).toEqual([{}, []]);
});

it('no interests are no topics, no names, nothing muted', () => {
  expect(Object.values(noInterests)).toEqual([[], [], [], []]);
});

it('a digest’s papers come in the order of its sections', () => {
  const paper = (score: number) => ({ score }) as DigestPaper;
  const section = (...papers: DigestPaper[]) => ({ kind: 'trending', title: 'T', papers, more: 0 });
  const digest = { sections: [section(paper(1), paper(3)), section(), section(paper(2))] };

  const scores = papersOf(digest as unknown as Digest).map(({ score }) => score);

  expect(scores).toEqual([1, 3, 2]);
});
