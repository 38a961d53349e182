/** How many bytes a text takes on the wire as the body of a mail part. */

/**
 * Bytes of `text` in the smaller of quoted-printable and base64, line breaks included. Quoted-printable is
 * estimated from above, because encoders break lines before words: the real part is never larger.
 */
export function encodedSize(text: string): number {
  const bytes = Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'));
  return Math.min(quotedPrintableSize(bytes), base64Size(bytes.length));
}

function base64Size(length: number): number {
  const characters = Math.ceil(length / 3) * 4;
  return characters + 2 * Math.ceil(characters / 76);
}

/** A soft break costs 3 bytes; encoders that break before a word may use as few as 51 of a line's 76 columns. */
function quotedPrintableSize(bytes: Buffer): number {
  let size = 0;
  let line = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x0a) {
      size += 1 + softBreaks(line);
      line = 0;
      continue;
    }
    if (byte === 0x0d) {
      size += 1;
      continue;
    }
    const blank = byte === 0x20 || byte === 0x09;
    const atEnd = i + 1 === bytes.length || bytes[i + 1] === 0x0d;
    const literal = (byte >= 0x21 && byte <= 0x7e && byte !== 0x3d) || (blank && !atEnd);
    size += literal ? 1 : 3;
    line += literal ? 1 : 3;
  }
  return size + softBreaks(line);
}

function softBreaks(columns: number): number {
  return columns <= 76 ? 0 : 3 * Math.ceil(columns / 51);
}
