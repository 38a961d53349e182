/** Bytes to text: byte order mark, declared charset, UTF-8, and Windows-1252 as the last resort. */
import { TextDecoder } from 'node:util';

export interface Decoded {
  /** Without byte order mark, line ends as `\n`. */
  readonly text: string;
  /** What the reader of the document should know, e.g. that it was not UTF-8; null when all was plain. */
  readonly warning: string | null;
}

/**
 * Decodes a document.
 * @param contentType the HTTP header, where there was one; its charset beats what the document says of itself.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null = null): Decoded {
  const mark = markOf(bytes);
  const declared = mark ?? charsetOf(contentType ?? '') ?? declaredIn(bytes);
  if (declared !== null && !/^utf-?8$/i.test(declared)) {
    const decoder = decoderFor(declared);
    if (decoder !== null) return plain(decodeWhole(decoder, bytes));
  }
  if (isUtf8(bytes)) return plain(new TextDecoder('utf-8').decode(bytes));
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = countOf(text, /\ufffd/g);
  if (broken > countOf(text, /[^\x00-\x7f\ufffd]/g)) {
    const latin = decodeWhole(new TextDecoder('windows-1252'), bytes);
    return { ...plain(latin), warning: 'it is not UTF-8 and was read as Windows-1252 (Latin-1)' };
  }
  return { ...plain(text), warning: `${broken} bytes are not valid UTF-8 and show as \ufffd` };
}

function plain(text: string): Decoded {
  return { text: text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), warning: null };
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return unmarkedWide(bytes);
}

/** UTF-16 without a mark, as some feeds have it: every second byte of `<?` or `<r` is zero. */
export function unmarkedWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [a, b, c, d] = bytes;
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 && d !== 0 ? 'utf-16be' : null;
}

function charsetOf(header: string): string | null {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(header)?.[1] ?? null;
}

/**
 * The XML declaration or the HTML meta element; both must stand at the beginning. That they can be read as ASCII
 * proves that the document is not UTF-16, whatever they say.
 */
function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const meta = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  const name = xml ?? meta ?? null;
  return name !== null && /^utf-?(?:16|32)/i.test(name) ? null : name;
}

/** A document may hold the replacement character itself: only a strict decoder can tell. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A decoder for a name from outside, or null when nobody knows it. */
function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** As a stream of one piece: given the whole at once, Node 20 reads the quotes of Windows-1252 as control characters. */
function decodeWhole(decoder: TextDecoder, bytes: Uint8Array): string {
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
