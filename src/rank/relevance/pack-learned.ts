/** What was learned as bytes, so that it can be kept; `unpack-learned.ts` reads them. Pure. */
import { crc32 } from 'node:zlib';
import type { Learned } from './learn.ts';
import { learning } from './learning.ts';
import type { CountedRows } from './rows.ts';
import { stemOf } from './term-bag.ts';

/**
 * Bytes of another format are not read. It changes with every number of `learning`; to be raised where the bytes, or
 * the way from a text to its stems, become different.
 */
export const learnedFormat = `2-${crc32(JSON.stringify(learning)).toString(16)}`;

/** What stands before the values, as JSON. */
export interface PackedHeader {
  readonly format: string;
  /** How a number of four bytes lies in memory: values are read as they lie. */
  readonly order: string;
  readonly papers: number;
  readonly averageTitle: number;
  readonly averageAbstract: number;
  /** Numbers in a vector. */
  readonly size: number;
  /** Bytes of each section, in the order in which they follow; each begins at a multiple of eight. */
  readonly lengths: Readonly<Record<PackedSection, number>>;
}

/** Stems and authors are JSON; pairs are two terms each; rows are as `packRows` writes them. */
export type PackedSection =
  | 'stems'
  | 'pairs'
  | 'documents'
  | 'axes'
  | 'mean'
  | 'whitening'
  | 'vectors'
  | 'authors'
  | 'rows';

/** The checksum of what follows it, and the bytes of the header. */
export const preambleLength = 8;

/** The order of bytes here, written out. */
export const orderHere = new Uint8Array(Uint32Array.of(0x01_02_03_04).buffer).join('');

/** Of words met after the archive was learned nothing is kept. */
export function packLearned({ archive, latent, papers }: Learned): Uint8Array {
  const stems = archive.stems.slice(0, archive.terms).filter((stem) => stem >= 0);
  const pairs = archive.pairs.pairs.map((stem) => archive.ofStem.get(stem) as number);
  const sections: Record<PackedSection, Uint8Array> = {
    stems: textBytes(stems.map(stemOf)),
    pairs: bytesOf(pairs),
    documents: bytesOf(archive.documents),
    axes: bytesOf(latent.axes),
    mean: bytesOf(latent.mean),
    whitening: bytesOf(latent.whitening),
    vectors: bytesOf(papers.vectors),
    authors: textBytes(papers.authors),
    rows: packRows(papers.rows),
  };
  const { averageTitle, averageAbstract } = archive;
  const lengths = Object.fromEntries(
    Object.entries(sections).map(([name, bytes]) => [name, bytes.length]),
  ) as Record<PackedSection, number>;
  return join(
    {
      ...{ format: learnedFormat, order: orderHere, papers: archive.papers },
      ...{ averageTitle, averageAbstract, size: latent.size, lengths },
    },
    Object.values(sections),
  );
}

function join(header: PackedHeader, sections: readonly Uint8Array[]): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header));
  let length = aligned(preambleLength + head.length);
  for (const section of sections) length += aligned(section.length);
  const packed = new Uint8Array(length);
  packed.set(head, preambleLength);
  let at = aligned(preambleLength + head.length);
  for (const section of sections) {
    packed.set(section, at);
    at += aligned(section.length);
  }
  const preamble = new DataView(packed.buffer, 0, preambleLength);
  preamble.setUint32(4, head.length, true);
  preamble.setUint32(0, crc32(packed.subarray(4)), true);
  return packed;
}

/** The next place at which a number of eight bytes may begin. */
export function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function bytesOf(values: Int32Array | Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function textBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/**
 * For each paper the number of its entries, for each entry the term, twice its count in the abstract (one more where
 * the title has it), and then its count in the title: numbers by seven bits a byte, the lowest first.
 */
function packRows({ count, starts, terms, inTitle, inAbstract }: CountedRows): Uint8Array {
  let bytes = new Uint8Array(4 * (terms.length + count) + 64);
  let end = 0;
  const put = (value: number) => {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes[end++] = (rest & 127) | 128;
    bytes[end++] = rest;
  };
  for (let paper = 0; paper < count; paper++) {
    put(starts[paper + 1]! - starts[paper]!);
    for (let at = starts[paper]!; at < starts[paper + 1]!; at++) {
      if (end + 16 > bytes.length) bytes = grown(bytes);
      put(terms[at]!);
      put(2 * inAbstract[at]! + (inTitle[at] === 0 ? 0 : 1));
      if (inTitle[at] !== 0) put(inTitle[at]!);
    }
    if (end + 16 > bytes.length) bytes = grown(bytes);
  }
  return bytes.slice(0, end);
}

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
