/** What was learned, read from the bytes that `pack-learned.ts` made of it. Pure. */
import { crc32 } from 'node:zlib';
import { makeArchive } from './archive.ts';
import { chooseTerms } from './latent.ts';
import { type Learned, withSample } from './learn.ts';
import {
  aligned,
  learnedFormat,
  orderHere,
  type PackedHeader,
  type PackedSection,
  preambleLength,
} from './pack-learned.ts';
import { type CountedRows, weighRows } from './rows.ts';
import { stemNumber } from './term-bag.ts';

/**
 * It scores exactly as what was packed; the bytes must not change afterwards, as it looks into them.
 * @throws RangeError where they are damaged, or of another format
 */
export function unpackLearned(packed: Uint8Array): Learned {
  // Numbers of eight bytes are read where they lie, which must be a multiple of eight.
  const bytes = packed.byteOffset % 8 === 0 ? packed : Uint8Array.from(packed);
  const { header, sections } = readSections(bytes);
  const { papers, averageTitle, averageAbstract, size } = header;
  const stems = readText<string[]>(sections.stems).map(stemNumber);
  const archive = makeArchive({
    ...{ papers, stems, averageTitle, averageAbstract },
    documents: int32(sections.documents),
    pairs: int32(sections.pairs).map((term) => stems[term]!),
  });
  const latent = {
    ...{ size, rowOf: chooseTerms(archive), axes: float32(sections.axes) },
    ...{ mean: float64(sections.mean), whitening: float64(sections.whitening) },
  };
  return withSample(archive, latent, {
    authors: readText<string[][]>(sections.authors),
    rows: weighRows(archive, unpackRows(sections.rows, papers)),
    vectors: float32(sections.vectors),
  });
}

function readSections(bytes: Uint8Array) {
  if (bytes.length < preambleLength) throw new RangeError('the archive is cut off');
  const preamble = new DataView(bytes.buffer, bytes.byteOffset, preambleLength);
  if (preamble.getUint32(0, true) !== crc32(bytes.subarray(4)))
    throw new RangeError('the archive is damaged: its checksum does not fit');
  const headEnd = preambleLength + preamble.getUint32(4, true);
  const header = readText<PackedHeader>(bytes.subarray(preambleLength, headEnd));
  if (header.format !== learnedFormat || header.order !== orderHere)
    throw new RangeError('the archive is of another format');
  let at = aligned(headEnd);
  const sections = Object.entries(header.lengths).map(([name, length]) => {
    const section = [name, bytes.subarray(at, at + length)] as const;
    at += aligned(length);
    return section;
  });
  return {
    header,
    sections: Object.fromEntries(sections) as Record<PackedSection, Uint8Array>,
  };
}

/** The checksum vouches for its shape. */
function readText<Value>(bytes: Uint8Array): Value {
  return JSON.parse(new TextDecoder().decode(bytes)) as Value;
}

function int32({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length / Int32Array.BYTES_PER_ELEMENT);
}

function float32({ buffer, byteOffset, length }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, length / Float32Array.BYTES_PER_ELEMENT);
}

function float64({ buffer, byteOffset, length }: Uint8Array): Float64Array {
  return new Float64Array(buffer, byteOffset, length / Float64Array.BYTES_PER_ELEMENT);
}

function unpackRows(bytes: Uint8Array, count: number): CountedRows {
  const starts = new Int32Array(count + 1);
  // An entry has two bytes at least.
  const most = Math.ceil(bytes.length / 2);
  const terms = new Int32Array(most);
  const [inTitle, inAbstract] = [new Uint16Array(most), new Uint16Array(most)];
  let [at, end] = [0, 0];
  const take = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  for (let paper = 0; paper < count; paper++) {
    for (let entries = take(); entries > 0; entries--) {
      terms[end] = take();
      const inBoth = take();
      inAbstract[end] = inBoth >>> 1;
      inTitle[end++] = (inBoth & 1) === 1 ? take() : 0;
    }
    starts[paper + 1] = end;
  }
  return {
    ...{ count, starts, terms: terms.slice(0, end) },
    inTitle: inTitle.slice(0, end),
    inAbstract: inAbstract.slice(0, end),
  };
}
