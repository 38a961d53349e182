/** A digest out of an archive of some weeks: its papers are compared with what was usual. */
import { expect, test } from 'vitest';
import { addDays } from '../../../src/lib/days.ts';
import { noInterests } from '../../../src/model/interests.ts';
import { makeDigest } from '../../../src/pipeline/make-digest.ts';
import { openStore } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';

const date = '2026-10-14';

test('the digest says how fast a paper grew for a Wednesday, and which one is back', async () => {
  let now = '';
  const store = await openStore(':memory:', { now: () => now });
  const list = async (day: string, upvotes: readonly (readonly [string, number])[]) => {
    now = `${day}T09:00:00.000Z`;
    const papers = upvotes.map(([title]) => samplePaper(title));
    const known = await store.papers.get(papers.map(({ key }) => key));
    await store.papers.insert(papers.filter(({ key }) => !known.has(key)));
    await store.sightings.record(
      papers.map((paper, at) => sampleSighting(paper, day, { upvotes: upvotes[at]?.[1] ?? null })),
    );
    const listed = papers.length;
    await store.listings.record({ source: 'morning-list', day, format: 'feed', listed });
  };
  const boats = (day: string) =>
    Array.from({ length: 12 }, (_, at) => [`Boat ${at} of ${day}`, at * 3] as const);
  await list('2026-06-01', [['Bell', 40]]);
  for (let week = 5; week > 0; week--) {
    const day = addDays(date, -7 * week);
    await list(day, boats(day));
  }
  await list(date, [
    ['Kite', 33],
    ['Bell', 73],
    ['Lantern', 3],
  ]);

  const request = { date, from: date, to: date, title: 'Kites', limit: 5, notices: [] };
  const digest = await makeDigest(store, { ...request, interests: noInterests });
  await store.close();

  const shown = digest.sections.flatMap(({ papers }) => papers);
  const reasons = new Map(shown.map(({ paper, reasons: why }) => [paper.title, why]));
  expect(reasons.get('Kite')).toEqual([
    '33 upvotes, growing faster than 9 of 10 papers on a Wednesday',
  ]);
  expect(reasons.get('Bell')?.[0]).toBe('back in trend: first seen 1 June');
  expect(shown[0]?.paper.title).toBe('Bell');
});
