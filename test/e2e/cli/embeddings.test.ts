/** From an embedding service all the way into a digest, with the built program: it counts, and is never waited for. */
import { expect, it } from 'vitest';
import { sendJson, serveEndpoint } from '../../contract/embed/local-endpoint.ts';
import { pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const subjects = ['harbour bells', 'plaited ropes', 'tide tables', 'lamp glass', 'fog signals'];
const papers = [...subjects, 'chart paper', 'anchor wear', 'gull counts'].map((subject) => ({
  title: `Notes on ${subject}`,
  abstract: `We describe ${subject} over one season at a small port, and what came of it.`,
}));
place.file('page.txt', pastedPage(papers));
const about = /plaited|sailor craft/;
const digest = async (url: string, topic: string, more: Record<string, string> = {}) => {
  const words = ['digest', 'page.txt', '--date', '2026-10-14', '--topics', topic, '--explain'];
  const embed = { PAPERBOY_EMBED_KIND: 'endpoint', PAPERBOY_EMBED_MODEL: 'tiny' };
  const env = { ...embed, PAPERBOY_EMBED_URL: url, ...more };
  return await place.run([...words, '--format', 'json'], { env });
};

it('lifts a paper that shares no word with the topic, and says so', async () => {
  const endpoint = await serveEndpoint((response, { input }) =>
    sendJson(response, {
      data: input.map((text, index) => ({
        index,
        embedding: about.test(text) ? [1, 0.1, 0] : [0, 1, text.length / 1_000],
      })),
    }),
  );

  const { code, out, err } = await digest(endpoint.url, 'sailor craft');

  const [first] = JSON.parse(out).papers;
  expect({ code, err }).toMatchObject({ code: 0, err: expect.not.stringContaining('warning') });
  expect(first).toMatchObject({
    title: 'Notes on plaited ropes',
    reasons: expect.arrayContaining(['close to “sailor craft” in meaning']),
    parts: expect.arrayContaining([
      expect.objectContaining({
        name: 'topic “sailor craft”',
        detail: expect.stringContaining('embedding +'),
      }),
    ]),
  });
  expect(endpoint.asked.map(({ model }) => model)).toContain('tiny');
  expect(endpoint.texts()).toHaveLength(papers.length + 1);
});

it('comes in time without a service that never answers', async () => {
  const endpoint = await serveEndpoint(() => {});

  const begun = performance.now();
  const { code, out, err } = await digest(endpoint.url, 'tide tables', {
    PAPERBOY_EMBED_BUDGET: '1',
  });

  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(code).toBe(0);
  expect(JSON.parse(out).papers[0].title).toBe('Notes on tide tables');
  expect(err).toContain('warning: Embeddings: nothing came within 1 s. Digests are made without');
});
