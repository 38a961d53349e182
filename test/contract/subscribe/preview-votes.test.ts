/** The preview beside the preferences: by the reader's own votes, and by nobody else's. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signToken } from '../../../src/lib/tokens.ts';
import { noInterests } from '../../../src/model/interests.ts';
import { oneself } from '../../../src/model/taste.ts';
import { samplePaper } from '../store/sample-papers.ts';
import { type Desk, openDesk } from './desk.ts';

let at: Desk;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(async () => {
  await at.close();
});

const day = '2026-11-16';
const words = 'amber basalt coral drift ebb flood gale hail ice jade'.split(' ');
const kites = ['Kites over harbours', 'Kites over meadows'].map((title) =>
  samplePaper(title, [], { abstract: 'Kites, their strings and their tails.' }),
);
const bells = ['Bells under water', 'Bells in deserts'].map((title) =>
  samplePaper(title, [], { abstract: 'Bells, their clappers and their rims.' }),
);
const others = words.map((word) => samplePaper(`On ${word}`, [], { abstract: `About ${word}.` }));

it('learns from what the reader said of papers, and not from what the keeper did', async () => {
  const { store, list, publish, reader } = at.press;
  await list(day, [...kites, ...bells, ...others]);
  await store.votes.put(oneself, kites[0]!.key, 1);
  await publish(day);
  const interests = { ...noInterests, authors: ['Ada Quill'] };
  const [ada, ben] = [await reader('ada', { interests }), await reader('ben', { interests })];
  await store.votes.put(ben, bells[0]!.key, 1);
  const [key] = await store.secrets.all();

  const [hers, his] = await Promise.all(
    [ada, ben].map((id) => at.desk.preview(signToken(key, 'preferences', id), {})),
  );

  expect(hers?.html).not.toContain('which you liked');
  expect(hers?.html).toContain('Kites over harbours');
  expect(his?.html).toContain('like “Bells under water”, which you liked');
  expect(his?.html).not.toContain('like “Kites');
});

it('counts a vote at once, and a paper that was listed since within a minute', async () => {
  const { store, list, publish, reader, pass } = at.press;
  await list(day, [...bells, ...others]);
  await publish(day);
  const interests = { ...noInterests, authors: ['Ada Quill'] };
  const ada = await reader('ada', { interests });
  const [key] = await store.secrets.all();
  const preview = async () =>
    (await at.desk.preview(signToken(key, 'preferences', ada), {}))?.html ?? '';

  const first = await preview();
  await store.votes.put(ada, bells[0]!.key, 1);
  await list(day, kites);
  const voted = await preview();
  pass(60_000);
  const later = await preview();

  expect(first).not.toContain('which you liked');
  expect(voted).toContain('like “Bells under water”, which you liked');
  expect(voted).not.toContain('Kites over harbours');
  expect(later).toContain('Kites over harbours');
});
