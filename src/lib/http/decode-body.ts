/** Decompresses a body while it arrives, and stops as soon as any layer of it gets too large. */
import { pipeline as connectStreams, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { HttpStop } from './http-stop.ts';

type Bytes = AsyncIterable<Uint8Array>;
type Decoder = ReturnType<typeof createGunzip>;

/** More layers than any honest server uses. */
const mostLayers = 3;

/** Each encoding's decoder, by the first bytes of what it decodes. */
const decoders: Readonly<Record<string, (first: Uint8Array) => Decoder>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  // It should have a zlib header, and not every server knows.
  deflate: ([byte = 0]) => ((byte & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};

/** What is asked for with Accept-Encoding. */
export const acceptedEncodings = 'gzip, br, deflate';

/**
 * Reads a whole body.
 * @param contentEncoding the header: encodings in the order they were applied.
 * @param onArrived told the bytes so far, as they arrive, before decoding.
 * @throws HttpStop `too-large` past `maxBytes` in any layer, `encoding` where it cannot be decoded, else the body's error.
 */
export async function decodeBody(
  body: Readable,
  contentEncoding: string,
  maxBytes: number,
  onArrived?: (received: number) => void,
): Promise<Uint8Array> {
  const names = contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > mostLayers) {
    throw new HttpStop('encoding', `it is compressed ${names.length} times over`);
  }
  const layers = names.reverse().map((name) => {
    const layer = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (!layer) throw new HttpStop('encoding', 'it is compressed in a way that was not asked for');
    return layer;
  });
  const chunks: Uint8Array[] = [];
  await pipeline(body, async (arriving: Bytes) => {
    let source = capped(arriving, maxBytes, onArrived);
    // A layer between may be huge though the last is small, so each is counted.
    for (const layer of layers) source = capped(decode(source, layer), maxBytes);
    for await (const chunk of source) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

async function* capped(source: Bytes, maxBytes: number, onSize?: (size: number) => void): Bytes {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    onSize?.(size);
    yield chunk;
  }
}

export function tooLarge(maxBytes: number): HttpStop {
  return new HttpStop('too-large', `it is larger than ${maxBytes / 1_000_000} MB`);
}

async function* decode(source: Bytes, layer: (first: Uint8Array) => Decoder): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  // A body of no bytes at all is no damaged one.
  const first = await chunks.next();
  if (first.done) return;
  // An error of the source comes out of the decoder as it went in; any other is the decoder's own.
  let ofSource: unknown;
  const all = async function* () {
    try {
      let chunk: IteratorResult<Uint8Array> = first;
      for (; !chunk.done; chunk = await chunks.next()) yield chunk.value;
    } catch (error) {
      ofSource = error;
      throw error;
    }
  };
  try {
    yield* connectStreams(all(), layer(first.value), () => {});
  } catch {
    if (ofSource !== undefined) throw ofSource;
    throw new HttpStop('encoding', 'its compressed form is damaged or cut off');
  } finally {
    // Not waited for: the source may itself be waiting for bytes that never come, until the body is destroyed.
    chunks.return?.()?.catch(() => {});
  }
}
