/** An OpenAI-compatible service is asked as it expects, and its answers are believed only where they can be. */
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import {
  type Answer,
  type Asked,
  answerStatus,
  answerWell,
  appFor,
  embedderOf,
  sendJson,
  serveEndpoint,
  vectorOf,
} from './local-endpoint.ts';

const never = new AbortController().signal;
const texts = ['Tides', 'Lamps in fog', 'Old rope'];

async function ask(answer: Answer, more: Readonly<Record<string, string>> = {}) {
  const endpoint = await serveEndpoint(answer);
  const embedder = embedderOf(appFor(endpoint, more));
  return { endpoint, vectors: embedder.embed(texts, never) };
}

test('one request brings the vectors in the order of the texts, whatever order they came in', async () => {
  const { endpoint, vectors } = await ask(answerWell);

  expect((await vectors).map((vector) => [...vector])).toEqual(texts.map(vectorOf));
  expect(endpoint.asked).toEqual([
    expect.objectContaining({ path: '/v1/embeddings', model: 'tiny', input: texts }),
  ]);
  expect(endpoint.asked[0]?.headers['content-type']).toBe('application/json');
  expect(endpoint.asked[0]?.headers.authorization).toBeUndefined();
});

test('the key goes along, and nowhere a redirect leads', async () => {
  const elsewhere = await serveEndpoint();
  const { endpoint, vectors } = await ask(
    (response) => response.writeHead(307, { location: `${elsewhere.url}/embeddings` }).end(),
    { PAPERBOY_EMBED_KEY: 'sk-lamp' },
  );

  await expect(vectors).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    message: expect.stringMatching(/gave no vectors: it redirects what it is sent$/),
  });
  expect(endpoint.asked[0]?.headers.authorization).toBe('Bearer sk-lamp');
  expect(elsewhere.asked).toEqual([]);
});

test.each([429, 500, 503])(
  'a service that answers %i once is asked again, with all texts',
  async (status) => {
    const { endpoint, vectors } = await ask((response, asked, times) =>
      times === 0 ? answerStatus(response, status) : answerWell(response, asked),
    );

    expect(await vectors).toHaveLength(3);
    expect(endpoint.asked.map(({ input }) => input)).toEqual([texts, texts]);
  },
);

test('one that always answers 429 is left alone after four tries, and not asked soon again', async () => {
  const endpoint = await serveEndpoint((response) => answerStatus(response, 429, '0'));
  const embedder = embedderOf(appFor(endpoint));

  await expect(embedder.embed(texts, never)).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    message: expect.stringContaining('the server answered 429 Too Many Requests'),
  });
  await expect(embedder.embed(texts, never)).rejects.toMatchObject({ code: 'FETCH_LATER' });
  expect(endpoint.asked).toHaveLength(4);
});

test.each([
  [401, 'Is the key (embed.key) right?'],
  [404, 'Is embed.url the address before /embeddings, and embed.model there?'],
  [400, 'Is embed.model a model for embeddings?'],
])(
  'status %i is told with what to look at, and without the words of the server',
  async (status, hint) => {
    const { endpoint, vectors } = await ask((response) => answerStatus(response, status));

    await expect(vectors).rejects.toMatchObject({
      hint,
      message: expect.not.stringContaining('secret'),
    });
    expect(endpoint.asked).toHaveLength(1);
  },
);

const withVectors =
  (make: (asked: Asked) => unknown[]) => (response: ServerResponse, asked: Asked) =>
    sendJson(response, { data: make(asked).map((embedding, index) => ({ index, embedding })) });

test.each<[string, string, Answer]>([
  ['too few vectors', 'it made 2 vectors of 3 texts', withVectors(() => [[1], [2]])],
  ['too many vectors', 'it made 4 vectors of 3 texts', withVectors(() => [[1], [2], [3], [4]])],
  ['vectors of two lengths', 'not of one length', withVectors(() => [[1, 2], [2, 1], [3]])],
  ['vectors of no length', 'its vectors have 0 numbers', withVectors(() => [[], [], []])],
  ['null for a number', 'what is no number', withVectors(() => [[1], [null], [3]])],
  ['words for a vector', 'no list of numbers', withVectors(() => [[1], 'AACAPw==', [3]])],
  [
    'NaN',
    'it is no JSON',
    (response) =>
      response.end('{"data":[{"embedding":[NaN]},{"embedding":[1]},{"embedding":[1]}]}'),
  ],
  [
    'a number of a text twice',
    'not numbered as the texts were',
    (response) =>
      sendJson(response, { data: [0, 1, 1].map((index) => ({ index, embedding: [1] })) }),
  ],
  ['something else', 'it is no list of embeddings', (response) => sendJson(response, { ok: true })],
  ['null', 'it is no list of embeddings', (response) => sendJson(response, null)],
])('%s is refused', async (_, problem, answer) => {
  const { vectors } = await ask(answer);

  await expect(vectors).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    message: expect.stringContaining(problem),
  });
});

test('an answer without numbers of the texts is taken in its order', async () => {
  const { vectors } = await ask((response, { input }) =>
    sendJson(response, { data: input.map((text) => ({ embedding: vectorOf(text) })) }),
  );

  expect((await vectors).map((vector) => vector[0])).toEqual(texts.map((text) => text.length));
});

test('a signal ends the waiting with its reason', async () => {
  const endpoint = await serveEndpoint(() => {});
  const ending = new AbortController();
  const vectors = embedderOf(appFor(endpoint)).embed(texts, ending.signal);
  setTimeout(() => ending.abort(new Error('time is over')), 100);

  await expect(vectors).rejects.toThrow('time is over');
});
