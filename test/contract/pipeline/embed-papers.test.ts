/** Vectors of papers come from the store or in time, each made once, and no trouble with them stops a digest. */
import { expect, onTestFinished, test } from 'vitest';
import type { Embedder } from '../../../src/embed/embedder.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { embedDay } from '../../../src/pipeline/embed-day.ts';
import { embedPapers } from '../../../src/pipeline/embed-papers.ts';
import { embedPhrases } from '../../../src/pipeline/embed-phrases.ts';
import { openStore } from '../../../src/store/store.ts';
import {
  type Answer,
  answerStatus,
  answerWell,
  appFor,
  embedderOf,
  sendJson,
  serveEndpoint,
  unitOf,
  vectorOf,
} from '../embed/local-endpoint.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';

const lamps = samplePaper('Lamps in fog', [], { published: '2026-10-12' });
const gulls = samplePaper('Gulls', [], { published: '2026-10-14', abstract: 'They come home.' });
const ropes = samplePaper('Old ropes');
const papers = [lamps, ropes, gulls];
const textOfGulls = 'Gulls\n\nThey come home.';

async function prepare(answer: Answer = answerWell, known: readonly Paper[] = papers) {
  const endpoint = await serveEndpoint(answer);
  const app = appFor(endpoint);
  const clock = { now: app.now().toISOString() };
  const store = await openStore(':memory:', { now: () => clock.now });
  onTestFinished(() => store.close());
  await store.papers.insert([...known]);
  const notices: string[] = [];
  const tell = (notice: string) => notices.push(notice);
  const embedder = embedderOf(app);
  const embed = (some: readonly Paper[] = known, budget = 5_000, by: Embedder = embedder) =>
    embedPapers(app, store, some, by, budget, tell);
  const mails = async () =>
    (await store.deliveries.list({ address: 'keeper@example.org', limit: 9 })).length;
  return { endpoint, app, clock, store, embedder, notices, tell, embed, mails };
}

const boats = (count: number) =>
  Array.from({ length: count }, (_, at) => samplePaper(`Boat ${'o'.repeat(at)}`));

test('every paper gets the vector of its title and abstract, of length 1, newest papers first', async () => {
  const { endpoint, embed, notices } = await prepare();

  const vectors = await embed();

  expect(vectors).toEqual(
    new Map([
      [gulls.key, unitOf(textOfGulls)],
      [lamps.key, unitOf('Lamps in fog')],
      [ropes.key, unitOf('Old ropes')],
    ]),
  );
  expect(endpoint.texts()).toEqual([textOfGulls, 'Lamps in fog', 'Old ropes']);
  expect(notices).toEqual([]);
});

test('a second run asks nothing, and gives the same', async () => {
  const { endpoint, embed } = await prepare();
  const first = await embed();
  const before = endpoint.asked.length;

  const second = await embed();

  expect(second).toEqual(first);
  expect(endpoint.asked).toHaveLength(before);
});

test('a paper whose text has changed is asked for again, and only that one', async () => {
  const { endpoint, embed } = await prepare();
  await embed();
  const before = endpoint.texts().length;
  const filled = { ...lamps, abstract: 'Who finds the quay?' };

  const vectors = await embed([filled, ropes, gulls]);
  await embed([filled, ropes, gulls]);

  expect(endpoint.texts().slice(before)).toEqual(['Lamps in fog\n\nWho finds the quay?']);
  expect(vectors.get(lamps.key)).toEqual(unitOf('Lamps in fog\n\nWho finds the quay?'));
});

test('an endpoint that never answers costs the budget and little more, and is told of once a day', async () => {
  const { embed, notices, mails } = await prepare(() => {});
  const start = performance.now();

  const vectors = await embed(papers, 300);
  const took = performance.now() - start;
  await embed(papers, 300);

  expect(vectors).toEqual(new Map());
  expect(took).toBeGreaterThan(290);
  expect(took).toBeLessThan(800);
  expect(notices[0]).toBe(
    'Embeddings: nothing came within 0.3 s. Digests are made without those that are missing.',
  );
  expect(await mails()).toBe(1);
});

test('even an embedder that hears no signal is not waited for', async () => {
  const { embed } = await prepare();
  const deaf: Embedder = {
    ...{ model: 'deaf', most: 8 },
    embed: () => new Promise(() => {}),
    close: async () => {},
  };
  const start = performance.now();

  const vectors = await embed(papers, 200, deaf);

  expect(vectors.size).toBe(0);
  expect(performance.now() - start).toBeLessThan(700);
});

test('what came before the time was over stays, and the next run goes on from there', async () => {
  const many = boats(12);
  let slow = true;
  const { endpoint, store, embedder, embed, notices } = await prepare((response, asked, times) => {
    if (!slow || times < 2) answerWell(response, asked);
  }, many);

  const first = await embed(many, 1_000);
  const kept = await store.embeddings.get(
    embedder.model,
    many.map(({ key }) => key),
  );
  slow = false;
  const asked = endpoint.asked.length;
  const second = await embed(many);

  expect(first.size).toBeGreaterThanOrEqual(4);
  expect(first.size).toBeLessThan(12);
  expect([...kept.keys()].sort()).toEqual([...first.keys()].sort());
  expect(second.size).toBe(12);
  expect(endpoint.asked.slice(asked).flatMap(({ input }) => input)).toHaveLength(12 - first.size);
  expect(notices).toEqual([]);
});

test('without a budget nobody is asked, and what is there is taken', async () => {
  const { endpoint, embed } = await prepare();
  await embed([lamps]);
  const before = endpoint.asked.length;

  expect([...(await embed(papers, 0)).keys()]).toEqual([lamps.key]);
  expect(endpoint.asked).toHaveLength(before);
});

test('an endpoint in trouble halfway leaves what came, with one notice and nothing thrown', async () => {
  const many = boats(9);
  const { embed, notices, mails } = await prepare((response, asked, times) => {
    if (times === 0) answerWell(response, asked);
    else answerStatus(response, 401);
  }, many);

  const vectors = await embed();

  expect(vectors.size).toBe(2);
  expect(notices).toEqual([
    expect.stringMatching(/^Embeddings: http:\S+ gave no vectors: the server answered 401 /),
  ]);
  expect(await mails()).toBe(1);
});

test('a vector of zeros, and one too large for its form, are refused alone', async () => {
  const bad = new Map([
    ['Old ropes', [0, 0, 0]],
    ['Lamps in fog', [1e39, 1, 1]],
  ]);
  const { store, embedder, embed, notices } = await prepare((response, { input }) =>
    sendJson(response, {
      data: input.map((text, index) => ({ index, embedding: bad.get(text) ?? vectorOf(text) })),
    }),
  );

  const vectors = await embed();

  expect([...vectors.keys()]).toEqual([gulls.key]);
  expect((await store.embeddings.get(embedder.model, [ropes.key, lamps.key])).size).toBe(0);
  expect(notices).toEqual([expect.stringContaining('all zeros, or hold what is no number')]);
});

test('vectors of another length under the same name take the place of all that were kept', async () => {
  let longer = false;
  const { store, embedder, embed } = await prepare((response, asked) => {
    if (!longer) return answerWell(response, asked);
    const data = asked.input.map((_, index) => ({ index, embedding: [1, 2, 3, 4] }));
    return sendJson(response, { data });
  });
  await embed([lamps, ropes]);
  longer = true;

  const vectors = await embed();

  expect([...vectors].map(([key, vector]) => [key, vector.length])).toEqual([[gulls.key, 4]]);
  expect([
    ...(
      await store.embeddings.get(
        embedder.model,
        papers.map(({ key }) => key),
      )
    ).keys(),
  ]).toEqual([gulls.key]);
  expect([...(await embed()).values()].map(({ length }) => length)).toEqual([4, 4, 4]);
});

test('vectors of another model stay for four weeks, as it may be configured again', async () => {
  const { clock, store, embed } = await prepare();
  const row = { textHash: 'x', vector: Float32Array.from([1]) };
  const keep = async (day: string, model: string) => {
    clock.now = `${day}T12:00:00.000Z`;
    await store.embeddings.put(model, [{ ...row, paperKey: lamps.key }]);
  };
  await keep('2026-09-15', 'long ago');
  await keep('2026-09-17', 'of late');
  await keep('2026-10-14', 'of today');

  await embed();

  const left = ['long ago', 'of late', 'of today'].map((model) =>
    store.embeddings.get(model, [lamps.key]),
  );
  expect((await Promise.all(left)).map(({ size }) => size)).toEqual([0, 1, 1]);
});

test('a store that cannot be read is no end of a digest either', async () => {
  const { store, embed, notices } = await prepare();
  await store.close();

  const vectors = await embed();

  expect(vectors.size).toBe(0);
  expect(notices).toHaveLength(1);
});

test('phrases are asked for once a process, and the store learns nothing of them', async () => {
  const { endpoint, app, store, embedder, tell, notices } = await prepare();
  const phrases = ['tides at night', 'glass'];

  const first = await embedPhrases(app, store, phrases, embedder, 5_000, tell);
  const again = await embedPhrases(app, store, ['glass', 'kelp'], embedder, 5_000, tell);

  expect(first).toEqual(new Map(phrases.map((phrase) => [phrase, unitOf(phrase)])));
  expect([...again.keys()]).toEqual(['glass', 'kelp']);
  expect(endpoint.texts()).toEqual(['tides at night', 'glass', 'kelp']);
  expect(
    (
      await store.embeddings.get(
        embedder.model,
        papers.map(({ key }) => key),
      )
    ).size,
  ).toBe(0);
  expect(notices).toEqual([]);
});

test('the papers of the day come before what readers like, and each is asked for once', async () => {
  const { endpoint, app, store } = await prepare();
  const day = '2026-10-14';
  await store.sightings.record([sampleSighting(lamps, day)]);
  for (const [reader, liked] of [gulls, lamps, gulls].entries())
    await store.votes.put(reader, liked.key, 1);

  await embedDay(app, store, day);

  expect(endpoint.texts()).toEqual(['Lamps in fog', textOfGulls]);
});
