/** Reads a document from a file, an address or standard input: capped in size, refused when it is no text, decoded. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeText, unmarkedWide } from './decode.ts';
import { PaperboyError } from './errors.ts';
import type { HttpClient } from './http/client.ts';
import type { OnBytes } from './http/exchange.ts';
import { fetchDocument } from './http/fetch-document.ts';
import type { Validators } from './http/result.ts';

export interface ReadDocument {
  /** A file's name without its folder, the address, or `stdin`. */
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
  readonly warning: string | null;
  /** What to ask with next time, and the body's SHA-256; null for what was not fetched. */
  readonly fetched: { readonly validators: Validators; readonly bodyHash: string } | null;
}

/** The answer that nothing changed, with what to ask with next time. */
export interface UnchangedDocument {
  readonly unchanged: Validators;
}

export interface ReadOptions {
  /** The largest document, in bytes, decoded. */
  readonly maxBytes: number;
  /** Needed for addresses alone: it takes its time to load. */
  readonly client: HttpClient | null;
  /** From the last time this address was fetched; null asks for the document whatever it is. */
  readonly validators?: Validators | null;
  /** A person named the place: the host of an address may stand in a private network. */
  readonly named?: boolean;
  /** Told of what is fetched, not of files. */
  readonly onBytes?: OnBytes;
}

/** True for what is fetched rather than opened. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/**
 * Reads `place`: an http(s) address, `-` for standard input, else a file's path. An address may answer that
 * nothing changed since it gave `validators`.
 * @throws PaperboyError INPUT_NOT_FOUND, INPUT_UNREADABLE, INPUT_TOO_LARGE, INPUT_BINARY, INPUT_EMPTY, FETCH_FAILED,
 * FETCH_LATER, or USAGE for addresses of other kinds.
 */
export async function readDocument(
  place: string,
  options: ReadOptions,
): Promise<ReadDocument | UnchangedDocument> {
  const { maxBytes, client } = options;
  if (isAddress(place)) {
    if (client === null) throw new Error('an address was to be read without a client');
    const fetched = await fetchDocument(client, place, options);
    if (fetched.kind === 'unchanged') return { unchanged: fetched.validators };
    return asText(place, fetched.bytes, fetched.contentType, fetched);
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) {
    throw new PaperboyError('USAGE', `${place} is no address that Paperboy can fetch`, {
      hint: 'Addresses begin with https:// or http://; a file is named by its path alone.',
    });
  }
  if (place === '-')
    return asText('stdin', await readStream(process.stdin, 'stdin', maxBytes), null);
  return asText(basename(place), await readFileBytes(place, maxBytes), null);
}

async function readFileBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const status = await file.stat();
      if (status.isDirectory()) {
        throw new PaperboyError('INPUT_UNREADABLE', `${path} is a folder, not a listing`, {
          hint: 'Name the files in it, for example: paperboy digest folder/*.txt',
        });
      }
      if (status.isFile() && status.size > maxBytes) throw tooLarge(path, status.size, maxBytes);
      return await readStream(file.createReadStream({ autoClose: false }), path, maxBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof PaperboyError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new PaperboyError('INPUT_NOT_FOUND', `there is no file ${path}`, {
        hint: 'Check the path; an address begins with https://, and - reads standard input.',
        cause: error,
      });
    }
    throw new PaperboyError(
      'INPUT_UNREADABLE',
      `${path} cannot be read (${code ?? String(error)})`,
      { cause: error },
    );
  }
}

async function readStream(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(name, null, maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string, size: number | null, maxBytes: number): PaperboyError {
  const megabytes = (bytes: number) =>
    `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
  const is = size === null ? 'is larger' : `is ${megabytes(size)}`;
  return new PaperboyError(
    'INPUT_TOO_LARGE',
    `${name} ${is}; a listing may have at most ${megabytes(maxBytes)}`,
    {
      hint: 'Is it the right file? If it is, raise fetch.maxMegabytes in the configuration.',
    },
  );
}

/** The first bytes by which files that are no listings give themselves away. */
const signatures: readonly { readonly bytes: string; readonly is: string }[] = [
  { bytes: '%PDF', is: 'a PDF document' },
  { bytes: 'PK\x03\x04', is: 'a ZIP archive or office document' },
  { bytes: '\x1f\x8b', is: 'compressed with gzip' },
  { bytes: '\x89PNG', is: 'a PNG picture' },
  { bytes: 'GIF8', is: 'a GIF picture' },
  { bytes: '\xff\xd8\xff', is: 'a JPEG picture' },
  { bytes: '\x7fELF', is: 'a program' },
  { bytes: 'SQLite format 3', is: 'a SQLite database' },
];

function asText(
  name: string,
  bytes: Uint8Array,
  contentType: string | null,
  answer: NonNullable<ReadDocument['fetched']> | null = null,
): ReadDocument {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536));
  const latin = head.toString('latin1');
  const known = signatures.find((signature) => latin.startsWith(signature.bytes));
  const wide =
    /^(?:\xff\xfe|\xfe\xff)/.test(latin) ||
    /charset\s*=\s*["']?utf-16/i.test(contentType ?? '') ||
    unmarkedWide(bytes) !== null;
  if (known !== undefined || (!wide && head.includes(0))) {
    throw new PaperboyError(
      'INPUT_BINARY',
      `${name} is ${known?.is ?? 'a binary file'}, not a listing`,
      {
        hint: 'Give the text, HTML, JSON or feed of a listing; for a page, copy its text into a file.',
      },
    );
  }
  const { text, warning } = decodeText(bytes, contentType);
  if (text.trim() === '') {
    throw new PaperboyError('INPUT_EMPTY', `${name} is empty`, {
      hint: 'Nothing was read, so nothing was changed. Was the page saved or the download finished?',
    });
  }
  const fetched =
    answer === null ? null : { validators: answer.validators, bodyHash: answer.bodyHash };
  return { name, text, bytes: bytes.length, warning, fetched };
}
