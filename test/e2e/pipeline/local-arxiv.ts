/** arXiv's query API played by a server on this machine, and an app and a store that may ask it. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { type App, openAppStore } from '../../../src/pipeline/app.ts';
import type { Store } from '../../../src/store/store.ts';
import { sampleSighting } from '../../contract/store/sample-papers.ts';

export interface LocalArxiv {
  readonly address: string;
  /** The ids of each request. */
  readonly asked: string[][];
}

/** Answers with `answer` until the test ends. */
export async function serveArxiv(answer: RequestListener): Promise<LocalArxiv> {
  const asked: string[][] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    asked.push(searchParams.get('id_list')?.split(',') ?? []);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/api/query`, asked };
}

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly authors?: readonly string[];
  readonly doi?: string;
}

/** An answer that tells of those of `papers` that were asked for, as arXiv does. */
export function knowing(papers: readonly Told[]): RequestListener {
  return (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const ids = searchParams.get('id_list')?.split(',') ?? [];
    response.end(answerWith(papers.filter(({ id }) => ids.includes(id))));
  };
}

/** The answer's text; `total` is how many entries it says it holds. */
export function answerWith(papers: readonly Told[], total = papers.length): string {
  const entries = papers.map(
    ({ id, title, summary = '', authors = [], doi }) => `<entry>
      <id>http://arxiv.org/abs/${id}v1</id><title>${title}</title><summary>${summary}</summary>
      <published>2026-10-13T20:27:42Z</published>
      ${authors.map((name) => `<author><name>${name}</name></author>`).join('')}
      ${doi === undefined ? '' : `<arxiv:doi>${doi}</arxiv:doi>`}
    </entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
  <feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
    <id>https://arxiv.org/api/made-up</id><title>arXiv Query: id_list</title><updated>2026-10-14T00:00:00Z</updated>
    <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
    <opensearch:totalResults>${total}</opensearch:totalResults>
    <opensearch:startIndex>0</opensearch:startIndex>
    ${entries.join('\n')}
  </feed>`;
}

/** An app at noon of 14 October 2026 with only files for sources; `variables` are of its environment. */
export function appWith(variables: Readonly<Record<string, string>>): App {
  const environment = { PAPERBOY_SOURCES: 'page.txt', PAPERBOY_TIMEZONE: 'UTC', ...variables };
  return { config: loadConfig({ environment }), now: () => new Date('2026-10-14T12:00:00Z') };
}

/** A store in memory that holds `papers`, all seen on 14 October 2026. Closed when the test ends. */
export async function storeWith(app: App, papers: readonly Paper[]): Promise<Store> {
  const store = await openAppStore(app, 'memory');
  onTestFinished(() => store.close());
  await store.papers.insert(papers);
  await store.sightings.record(papers.map((paper) => sampleSighting(paper, '2026-10-14')));
  return store;
}
