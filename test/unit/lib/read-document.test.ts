/** Reading documents: real files in a temporary folder, a real server, and standard input of a real process. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperboyError } from '../../../src/lib/errors.ts';
import { createHttpClient } from '../../../src/lib/http/client.ts';
import { isAddress, type ReadDocument, readDocument } from '../../../src/lib/read-document.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const limits = {
  maxBytes: 1_000_000,
  named: true,
  client: createHttpClient({ maxBytes: 1_000_000, timeout: 5_000, userAgent: 'paperboy-test' }),
};
const folder = mkdtempSync(join(tmpdir(), 'paperboy-read-'));
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    '/list.html': (_request, response) => {
      const type = { 'content-type': 'text/html; charset=iso-8859-1' };
      response.writeHead(200, type).end(Buffer.from('caf\xe9', 'latin1'));
    },
    '/wide': (_request, response) => {
      const type = { 'content-type': 'text/plain; charset=utf-16le' };
      response.writeHead(200, type).end(Buffer.from('wide', 'utf16le'));
    },
    '/paper.pdf': (_request, response) => response.writeHead(200).end('%PDF-1.7 …'),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const fail = (place: string): Promise<PaperboyError> =>
  readDocument(place, limits).then(
    () => expect.unreachable('it was read'),
    (error: PaperboyError) => error,
  );

async function read(place: string): Promise<ReadDocument> {
  const document = await readDocument(place, limits);
  if ('unchanged' in document) throw new Error('nobody asked whether it changed');
  return document;
}

describe('a document', () => {
  it('is a file, named without its folder', async () => {
    const path = write('listing one.txt', '\ufeffOne\r\nTwo é\n');

    expect(await read(path)).toEqual({
      name: 'listing one.txt',
      text: 'One\nTwo é\n',
      bytes: 15,
      warning: null,
      fetched: null,
    } satisfies ReadDocument);
  });

  it('is an address, decoded as its header says', async () => {
    const address = `${server.base}/list.html`;

    expect(await read(address)).toMatchObject({ name: address, text: 'café' });
  });

  it('may be UTF-16', async () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')]);

    expect((await read(write('wide.txt', marked))).text).toBe('Grüße');
    expect((await read(`${server.base}/wide`)).text).toBe('wide');
  });

  it('that is no UTF-8 comes with a warning', async () => {
    const path = write('old.txt', Buffer.from('caf\xe9 cr\xe8me', 'latin1'));

    const { text, warning } = await read(path);

    expect(text).toBe('café crème');
    expect(warning).toMatch(/Windows-1252/);
  });

  it('may have exactly the size that is allowed', async () => {
    const path = write('full.txt', 'x'.repeat(1_000_000));

    expect((await read(path)).bytes).toBe(1_000_000);
  });

  it('is read from standard input for -', async () => {
    const script = `
      import { readDocument } from ${JSON.stringify(new URL('../../../src/lib/read-document.ts', import.meta.url).href)};
      readDocument('-', { maxBytes: 20, timeout: 1000, userAgent: 'x' })
        .then((document) => console.log(JSON.stringify(document)), (error) => console.log(error.code));`;
    const run = (input: string) =>
      new Promise<string>((resolve) => {
        const child = spawn(
          process.execPath,
          ['--import', 'tsx', '--input-type=module', '-e', script],
          {
            stdio: ['pipe', 'pipe', 'ignore'],
          },
        );
        let out = '';
        child.stdout.on('data', (chunk) => {
          out += chunk;
        });
        child.on('close', () => resolve(out.trim()));
        child.stdin.end(input);
      });

    const [short, long] = await Promise.all([run('from a pipe'), run('x'.repeat(21))]);

    expect(JSON.parse(short)).toMatchObject({ name: 'stdin', text: 'from a pipe', bytes: 11 });
    expect(long).toBe('INPUT_TOO_LARGE');
  });
});

describe('no document', () => {
  it('is a file that does not exist', async () => {
    const missing = await fail(join(folder, 'missing.txt'));
    const below = await fail(join(write('plain.txt', 'text'), 'below.txt'));

    expect([missing.code, below.code]).toEqual(['INPUT_NOT_FOUND', 'INPUT_NOT_FOUND']);
    expect(missing.message).toContain('missing.txt');
    expect(missing.hint).toBeTruthy();
  });

  it('is a folder', async () => {
    mkdirSync(join(folder, 'listings'));

    const error = await fail(join(folder, 'listings'));

    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toMatch(/is a folder/);
  });

  it('is what cannot be opened', async () => {
    symlinkSync('round.txt', join(folder, 'round.txt'));

    const error = await fail(join(folder, 'round.txt'));

    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toMatch(/ELOOP/);
  });

  it.each([
    ['of no bytes', ''],
    ['of white space', ' \n\t\r\n'],
    ['of a byte order mark', '\ufeff'],
  ])('is one %s', async (_what, content) => {
    const error = await fail(write('empty.txt', content));

    expect(error.code).toBe('INPUT_EMPTY');
    expect(error.hint).toMatch(/nothing was changed/);
  });

  it('is a file larger than allowed, which is told without reading it', async () => {
    const path = write('huge.txt', '');
    truncateSync(path, 50_000_000_000);

    const error = await fail(path);

    expect(error.code).toBe('INPUT_TOO_LARGE');
    expect(error.message).toMatch(/is 50000 MB; a listing may have at most 1\.0 MB/);
  });

  it('is an endless device', async () => {
    const error = await fail('/dev/zero');

    expect(error.code).toBe('INPUT_TOO_LARGE');
  });

  it.each([
    ['a PDF document', '%PDF-1.7\n'],
    ['a ZIP archive', 'PK\x03\x04rest'],
    ['compressed with gzip', '\x1f\x8b\x08rest'],
    ['a PNG picture', '\x89PNG\r\n'],
    ['a GIF picture', 'GIF89a'],
    ['a JPEG picture', '\xff\xd8\xff\xe0'],
    ['a program', '\x7fELF\x02'],
    ['a SQLite database', 'SQLite format 3\x00'],
    ['a binary file', 'text, then \x00 and more'],
  ])('is %s', async (what, content) => {
    const error = await fail(write('thing.bin', Buffer.from(content, 'latin1')));

    expect(error.code).toBe('INPUT_BINARY');
    expect(error.message).toContain(`thing.bin is ${what}`);
    expect(error.hint).toBeTruthy();
  });

  it('is a PDF behind an address', async () => {
    expect((await fail(`${server.base}/paper.pdf`)).code).toBe('INPUT_BINARY');
  });

  it('is an address that leads nowhere', async () => {
    expect((await fail(`${server.base}/nowhere`)).code).toBe('FETCH_FAILED');
  });
});

it('tells addresses from files', () => {
  const places = ['http://a', 'HTTPS://a', 'https:/a', 'list.txt', 'ftp://a', './http://a', '-'];

  expect(places.map(isAddress)).toEqual([true, true, false, false, false, false, false]);
});
