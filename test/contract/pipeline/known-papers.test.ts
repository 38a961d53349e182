/** A digest for somebody who voted: what they know is not chosen again, and is no reason for itself. */
import { expect, test } from 'vitest';
import { papersOf } from '../../../src/model/digest.ts';
import { noInterests } from '../../../src/model/interests.ts';
import { makeDigest } from '../../../src/pipeline/make-digest.ts';
import { openStore } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';

const date = '2026-10-14';

test('a paper that the reader liked or disliked is counted as listed, and not chosen', async () => {
  const store = await openStore(':memory:', { now: () => `${date}T09:00:00.000Z` });
  const titles = ['Kites over harbours', 'Kites over meadows', 'Kites over roofs', 'Slow bread'];
  const papers = titles.map((title) => samplePaper(title));
  const [harbours, meadows] = papers;
  await store.papers.insert(papers);
  await store.sightings.record(papers.map((paper) => sampleSighting(paper, date)));
  const request = { date, from: date, to: date, title: 'Kites', limit: 5, notices: [] };
  const taste = {
    liked: harbours === undefined ? [] : [harbours],
    disliked: meadows === undefined ? [] : [meadows],
  };

  const digest = await makeDigest(store, { ...request, interests: noInterests, taste });
  await store.close();

  const shown = papersOf(digest).map(({ paper }) => paper.title);
  expect(shown.sort()).toEqual(['Kites over roofs', 'Slow bread']);
  expect(digest.counts.papers).toBe(4);
});
