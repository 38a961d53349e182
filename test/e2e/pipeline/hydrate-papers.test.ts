/** Papers are completed from the arXiv API, each once and from its own entry, and no trouble there stops a run. */
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/model/paper.ts';
import type { App } from '../../../src/pipeline/app.ts';
import { hydratePapers, isHydrationOn } from '../../../src/pipeline/hydrate-papers.ts';
import { samplePaper } from '../../contract/store/sample-papers.ts';
import { answerWith, appWith, knowing, serveArxiv, storeWith } from './local-arxiv.ts';

const day = '2026-10-14';
const lamps = samplePaper('Lamps in Fog', ['arxiv:2610.90001']);
const gulls = samplePaper('Gulls at Dusk', ['arxiv:hep-ex/0307015']);
const lampsTold = {
  id: '2610.90001',
  title: 'Lamps in Fog',
  summary: 'We hang lamps in the fog and count who finds the quay.',
  authors: ['Ada Quill', 'Béla Tóth'],
};
const gullsTold = {
  id: 'hep-ex/0307015',
  title: 'Gulls at Dusk',
  summary: 'Gulls come home late, and we say why.',
  authors: ['Mara Osei'],
};

async function prepare(answer: RequestListener, papers: readonly Paper[] = [lamps, gulls]) {
  const arxiv = await serveArxiv(answer);
  const app = appWith({ PAPERBOY_HYDRATE_ADDRESS: arxiv.address });
  const store = await storeWith(app, papers);
  const hydrate = (budget?: number) =>
    hydratePapers(app, store, { day, ...(budget === undefined ? {} : { budget }) });
  const get = async ({ key }: Paper) => (await store.papers.get([key])).get(key) as Paper;
  return { arxiv, app, store, hydrate, get };
}

describe('papers that lack abstract and authors', () => {
  it('get both in one request, can be searched for, and are not asked for again', async () => {
    const { arxiv, store, hydrate, get } = await prepare(knowing([lampsTold, gullsTold]));

    const report = await hydrate();
    const again = await hydrate();

    expect(report).toEqual({ asked: 2, filled: 2, error: null });
    expect(again).toEqual({ asked: 0, filled: 0, error: null });
    expect(arxiv.asked).toEqual([['2610.90001', 'hep-ex/0307015']]);
    expect(await get(lamps)).toMatchObject({
      key: lamps.key,
      title: 'Lamps in Fog',
      abstract: lampsTold.summary,
      authors: lampsTold.authors,
      authorCount: 2,
      published: '2026-10-13',
      links: { abstract: 'https://arxiv.org/abs/2610.90001' },
    });
    expect((await get(gulls)).authors).toEqual(['Mara Osei']);
    expect((await store.papers.search('quay', 9)).total).toBe(1);
  });

  it('keep what is known, and get no sighting, no listing and no merge', async () => {
    const known = { ...lamps, title: 'Lamps in Fog!', organization: 'Quay Lab' };
    const { store, hydrate, get } = await prepare(knowing([lampsTold]), [
      { ...known, published: '2026-10-01', authors: ['Ada Quill'], authorCount: 1 },
    ]);
    const before = await store.papers.candidates(null, null);

    await hydrate();

    const [after] = await store.papers.candidates(null, null);
    expect(after?.sightings).toEqual(before[0]?.sightings);
    expect(await get(lamps)).toMatchObject({
      title: 'Lamps in Fog!',
      organization: 'Quay Lab',
      published: '2026-10-01',
      abstract: lampsTold.summary,
    });
    expect(await store.sightings.lastBatch('the arXiv API')).toBeNull();
    expect(await store.papers.count()).toBe(1);
  });

  it('are never filled from another paper, whatever the answer holds', async () => {
    const stranger = { ...gullsTold, id: '2610.99999', title: 'Lamps in Fog' };
    const { store, hydrate, get } = await prepare((_request, response) =>
      response.end(answerWith([stranger, gullsTold])),
    );

    const report = await hydrate();

    expect(report).toEqual({ asked: 2, filled: 1, error: null });
    expect(await get(lamps)).toEqual(lamps);
    expect((await get(gulls)).abstract).toBe(gullsTold.summary);
    expect(await store.papers.count()).toBe(2);
  });

  it('are the only ones that change: a paper that was not asked for stays as it is', async () => {
    const ropes = samplePaper('Rope Ladders', ['arxiv:2610.90002'], {
      abstract: 'On ropes.',
      authors: ['Ada Quill'],
      authorCount: 1,
    });
    const more = { ...lampsTold, id: '2610.90002', title: 'Rope Ladders' };
    const { hydrate, get } = await prepare(
      (_request, response) => response.end(answerWith([more, lampsTold])),
      [lamps, ropes],
    );

    const report = await hydrate();

    expect(report).toEqual({ asked: 1, filled: 1, error: null });
    expect(await get(ropes)).toEqual(ropes);
  });

  it('take no name that belongs to another paper', async () => {
    const ropes = samplePaper('Rope Ladders', ['doi:10.1000/ropes'], { abstract: 'On ropes.' });
    const { hydrate, get } = await prepare(knowing([{ ...lampsTold, doi: '10.1000/ropes' }]), [
      lamps,
      ropes,
    ]);

    const report = await hydrate();

    expect(report).toEqual({ asked: 1, filled: 1, error: null });
    expect((await get(lamps)).ids).not.toContain('doi:10.1000/ropes');
    expect(await get(ropes)).toEqual(ropes);
  });

  it('are not asked for again where arXiv knows nothing of them, or nothing more', async () => {
    const withdrawn = { id: 'hep-ex/0307015', title: 'Gulls at Dusk' };
    const { arxiv, hydrate, get } = await prepare(knowing([withdrawn]));

    const first = await hydrate();
    const second = await hydrate();

    expect(first).toEqual({ asked: 2, filled: 0, error: null });
    expect(second.asked).toBe(0);
    expect(arxiv.asked).toHaveLength(1);
    expect(await get(lamps)).toEqual(lamps);
  });

  it('are asked for a hundred at a time', async () => {
    const papers = Array.from({ length: 205 }, (_, n) =>
      samplePaper(`Quay number ${n}`, [`arxiv:2610.${10_000 + n}`]),
    );
    const { arxiv, hydrate } = await prepare(
      knowing(papers.map(({ title, ids }) => ({ ...gullsTold, id: ids[0]!.slice(6), title }))),
      papers,
    );

    const report = await hydrate();

    expect(report).toEqual({ asked: 205, filled: 205, error: null });
    expect(arxiv.asked.map(({ length }) => length)).toEqual([100, 100, 5]);
  });
});

describe('trouble at the API', () => {
  it('ends within the budget when it never answers, and the papers are asked for the next time', async () => {
    const { arxiv, hydrate, get } = await prepare(() => {});
    const start = performance.now();

    const report = await hydrate(400);

    expect(performance.now() - start).toBeLessThan(3_000);
    expect(report).toEqual({ asked: 2, filled: 0, error: 'no answer within 0.4 s' });
    expect(await get(lamps)).toEqual(lamps);
    await hydrate(100);
    expect(arxiv.asked).toHaveLength(2);
  });

  it('ends within the budget when the answer trickles in for ever', async () => {
    const { hydrate } = await prepare((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });

    expect(await hydrate(300)).toMatchObject({ filled: 0, error: 'no answer within 0.3 s' });
  });

  it.each<[string, RequestListener, RegExp]>([
    ['an error', (_request, response) => response.writeHead(404).end(), /404/],
    ['a page', (_request, response) => response.end('<html><p>Back soon</p></html>'), /no answer/],
    ['nothing', (_request, response) => response.end(), /no answer/],
    ['no HTTP', (request) => request.socket.end('bye\r\n\r\n'), /HTTP|cut/],
    [
      'a page that lost its entries',
      (_request, response) => response.end(answerWith([], 2)),
      /there is none in it/,
    ],
  ])('is told when it answers with %s, and nothing is cached', async (_what, answer, reason) => {
    const { arxiv, hydrate, get } = await prepare(answer);

    const report = await hydrate(4_000);
    const before = arxiv.asked.length;
    await hydrate(4_000);

    expect(report).toMatchObject({ asked: 2, filled: 0, error: expect.stringMatching(reason) });
    expect(await get(lamps)).toEqual(lamps);
    expect(arxiv.asked.length).toBeGreaterThan(before);
  });

  it('is a value when nobody listens', async () => {
    const app = appWith({ PAPERBOY_HYDRATE_ADDRESS: 'http://127.0.0.1:9/api/query' });
    const store = await storeWith(app, [lamps]);

    const report = await hydratePapers(app, store, { day, budget: 500 });

    expect(report).toMatchObject({ asked: 1, filled: 0, error: expect.any(String) });
  });

  it('keeps what a broken-off answer tells, and asks again only for what was lost', async () => {
    let total = 2;
    const { arxiv, hydrate } = await prepare((_request, response) =>
      response.end(answerWith([lampsTold], total)),
    );

    const report = await hydrate();
    total = 1;
    await hydrate();

    expect(report).toMatchObject({ filled: 1, error: null });
    expect(arxiv.asked).toEqual([['2610.90001', 'hep-ex/0307015'], ['hep-ex/0307015']]);
  });

  it('one id that is refused does not keep the others from being filled', async () => {
    const refusal = `<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title><entry>
      <id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title><summary>incorrect id</summary></entry></feed>`;
    const { arxiv, hydrate } = await prepare((request, response) => {
      if (request.url?.includes('hep-ex')) response.end(refusal);
      else knowing([lampsTold])(request, response);
    });

    const report = await hydrate();
    const again = await hydrate();

    expect(report).toEqual({ asked: 2, filled: 1, error: null });
    expect(arxiv.asked.map(({ length }) => length)).toEqual([2, 1, 1]);
    expect(again.asked).toBe(0);
  });

  it('a server that refuses everything gets ten requests and no more', async () => {
    const papers = Array.from({ length: 40 }, (_, n) =>
      samplePaper(`Quay number ${n}`, [`arxiv:2610.${10_000 + n}`]),
    );
    const { arxiv, hydrate } = await prepare((_request, response) => {
      response.writeHead(400).end();
    }, papers);

    await hydrate();

    expect(arxiv.asked).toHaveLength(10);
  });
});

describe('whether anything is asked', () => {
  const on = (variables: Record<string, string>) => isHydrationOn(appWith(variables).config);

  it('depends on a public source, or on an address set by hand', () => {
    expect(on({ PAPERBOY_SOURCES: 'page.txt, https://huggingface.co/papers' })).toBe(true);
    expect(on({ PAPERBOY_HYDRATE_ADDRESS: 'http://127.0.0.1/api/query' })).toBe(true);
    expect(on({ PAPERBOY_SOURCES: 'page.txt, saved/list.html' })).toBe(false);
    expect(on({ PAPERBOY_SOURCES: 'http://127.0.0.1:8080/a, http://nas.local/b' })).toBe(false);
    expect(on({ PAPERBOY_SOURCES: ',' })).toBe(false);
  });

  it('and on the switch above all', async () => {
    const { address, asked } = await serveArxiv(knowing([lampsTold]));
    const app: App = appWith({
      PAPERBOY_HYDRATE_ADDRESS: address,
      PAPERBOY_HYDRATE_ENABLED: 'false',
    });
    const store = await storeWith(app, [lamps]);

    const report = await hydratePapers(app, store, { day });

    expect(report).toEqual({ asked: 0, filled: 0, error: null });
    expect(asked).toEqual([]);
  });

  it('a paper seen before the digest looks back is left as it is', async () => {
    const { arxiv, app, store } = await prepare(knowing([lampsTold]));

    const report = await hydratePapers(app, store, { day: '2026-10-17' });

    expect(report.asked).toBe(0);
    expect(arxiv.asked).toEqual([]);
  });
});
