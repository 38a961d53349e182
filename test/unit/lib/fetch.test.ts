/** Fetching, against a real server: redirects, limits, and what every failure says. */
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperboyError } from '../../../src/lib/errors.ts';
import { type Fetched, type FetchLimits, fetchBytes } from '../../../src/lib/fetch.ts';
import { findClosedPort, startTestServer, type TestServer } from './test-server.ts';

const limits: FetchLimits = { maxBytes: 1_000_000, timeout: 5_000, userAgent: 'paperboy-test' };
let asked: IncomingHttpHeaders = {};
let server: TestServer;

const redirect =
  (location: string): RequestListener =>
  (_request, response) => {
    response.writeHead(302, { location }).end('over there');
  };

const paths: Record<string, RequestListener> = {
  '/page': (request, response) => {
    asked = request.headers;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('a page');
  },
  '/empty': (_request, response) => response.writeHead(200).end(),
  '/packed': (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a packed page')),
  '/bomb': (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
  '/damaged': (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip'),
  '/exactly': (_request, response) => response.writeHead(200).end(Buffer.alloc(1_000_000)),
  '/larger': (_request, response) => response.writeHead(200).end(Buffer.alloc(1_000_001)),
  '/here': redirect('/there?x=1'),
  '/there': redirect('page'),
  '/loop': redirect('/loop'),
  '/file': redirect('file:///etc/hosts'),
  '/nowhere': redirect('http://[bad'),
  '/unmoved': (_request, response) => response.writeHead(302).end(),
  '/broken': (_request, response) => response.writeHead(503, 'Busy').end('later'),
  '/silent': () => {},
  '/drip': (request, response) => {
    response.writeHead(200);
    const drop = setInterval(() => response.write('x'), 20);
    request.socket.once('close', () => clearInterval(drop));
  },
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('only this');
    setTimeout(() => response.destroy(), 20);
  },
};
for (let hop = 0; hop < 7; hop++)
  paths[`/hop${hop}`] = redirect(hop === 0 ? '/page' : `/hop${hop - 1}`);

beforeAll(async () => {
  server = await startTestServer(paths);
});
afterAll(() => server.close());

const get = (path: string, more: Partial<FetchLimits> = {}): Promise<Fetched> =>
  fetchBytes(`${server.base}${path}`, { ...limits, ...more });

async function fail(path: string, more: Partial<FetchLimits> = {}): Promise<PaperboyError> {
  return get(path, more).then(
    () => expect.unreachable('it was fetched'),
    (error: PaperboyError) => error,
  );
}

describe('fetching', () => {
  it('gives the bytes, their type and where they were', async () => {
    const { bytes, contentType, address } = await get('/page');

    expect(Buffer.from(bytes).toString()).toBe('a page');
    expect(contentType).toBe('text/html; charset=utf-8');
    expect(address).toBe(`${server.base}/page`);
  });

  it('says who asks and what it can read', async () => {
    await get('/page', { userAgent: 'paperboy-test (keeper@example.org)' });

    expect(asked['user-agent']).toBe('paperboy-test (keeper@example.org)');
    expect(asked.accept).toContain('application/json');
  });

  it('unpacks', async () => {
    expect(Buffer.from((await get('/packed')).bytes).toString()).toBe('a packed page');
  });

  it('takes an empty answer and one of exactly the size that is allowed', async () => {
    expect((await get('/empty')).bytes).toHaveLength(0);
    expect((await get('/exactly')).bytes).toHaveLength(1_000_000);
  });

  it('follows redirects, relative ones too, and tells where they led', async () => {
    const { bytes, address } = await get('/here');

    expect(Buffer.from(bytes).toString()).toBe('a page');
    expect(address).toBe(`${server.base}/page`);
  });

  it('follows five redirects and no more', async () => {
    expect((await get('/hop4')).address).toBe(`${server.base}/page`);
    expect((await fail('/hop5')).message).toMatch(/more than 5 redirects/);
  });
});

describe('fetching fails in words', () => {
  it.each([
    ['/missing', /the server answered 404 Not Found$/],
    ['/broken', /the server answered 503 Busy$/],
    ['/unmoved', /the server answered 302 Found$/],
    ['/loop', /more than 5 redirects$/],
    ['/file', /a redirect to file:$/],
    ['/nowhere', /Invalid URL$/],
    ['/cut', /the connection was cut$/],
    ['/damaged', /its compressed answer is damaged$/],
  ])('for %s', async (path, message) => {
    const error = await fail(path);

    expect(error.code).toBe('FETCH_FAILED');
    expect(error.message).toMatch(message);
    expect(error.message).toContain(server.base);
    expect(error.hint).toBeTruthy();
  });

  it('where nobody listens', async () => {
    const error = await fetchBytes(await findClosedPort(), limits).catch((caught) => caught);

    expect(error).toMatchObject({ code: 'FETCH_FAILED' });
    expect(error.message).toMatch(/nobody answers there \(connection refused\)$/);
  });

  it('for a host that cannot exist', async () => {
    const error = await fetchBytes('http://nobody.invalid/', limits).catch((caught) => caught);

    expect(error.message).toMatch(/no such host|could not be looked up/);
  });

  it('for a port that browsers do not visit', async () => {
    const error = await fetchBytes('http://127.0.0.1:6000/', limits).catch((caught) => caught);

    expect(error.message).toMatch(/bad port$/);
  });

  it('for what is no address', async () => {
    const error = await fetchBytes('not an address', limits).catch((caught) => caught);

    expect(error).toMatchObject({ code: 'FETCH_FAILED', name: 'PaperboyError' });
  });
});

describe('fetching ends', () => {
  it.each(['/silent', '/drip'])('at the deadline for %s', async (path) => {
    const start = performance.now();
    const error = await fail(path, { timeout: 300 });
    const milliseconds = performance.now() - start;

    expect(error.code).toBe('FETCH_FAILED');
    expect(error.message).toMatch(/no whole answer within 0.3 s$/);
    expect(milliseconds).toBeGreaterThan(250);
    expect(milliseconds).toBeLessThan(3_000);
  });

  it.each(['/larger', '/bomb'])(
    'at the size that is allowed, counted unpacked, for %s',
    async (path) => {
      const error = await fail(path);

      expect(error.code).toBe('INPUT_TOO_LARGE');
      expect(error.message).toMatch(/sends more than 1 MB$/);
      expect(error.hint).toContain('fetch.maxMegabytes');
    },
  );
});
