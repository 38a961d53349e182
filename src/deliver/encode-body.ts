/** A part of a mail as it travels: quoted-printable or base64, whichever is smaller. */

/** Lines that many mails share: encoded once for as long as the object is the same. */
export interface SharedLines {
  readonly lines: string;
}

/** A text, or its pieces: whole lines each, with a line break between them. */
export type BodyText = string | readonly (string | SharedLines)[];

export interface Body {
  readonly encoding: 'quoted-printable' | 'base64';
  /** As it travels: ASCII, in short lines. */
  readonly content: string;
}

interface Encoders {
  readonly qp: { encode(text: string): string; wrap(text: string): string };
  readonly base64: { encode(text: string): string; wrap(text: string): string };
}

interface Quoted {
  readonly content: string;
  /** Bytes of UTF-8 before, with line ends of two. */
  readonly bytes: number;
}

export function encodeBody(text: BodyText, { qp, base64 }: Encoders): Body {
  const pieces = typeof text === 'string' ? [text] : text;
  const quoted = pieces.map((piece) => quotePiece(piece, qp));
  const content = quoted.map((piece) => piece.content).join('\r\n');
  const bytes = quoted.reduce((sum, piece) => sum + piece.bytes, 2 * (pieces.length - 1));
  const inBase64 = (Math.ceil(bytes / 3) * 4 * 78) / 76;
  if (content.length <= inBase64) return { encoding: 'quoted-printable', content };
  const whole = pieces.map((piece) =>
    withLineEnds(typeof piece === 'string' ? piece : piece.lines),
  );
  return { encoding: 'base64', content: base64.wrap(base64.encode(whole.join('\r\n'))) };
}

const quotedLines = new WeakMap<SharedLines, Quoted>();

function quotePiece(piece: string | SharedLines, qp: Encoders['qp']): Quoted {
  if (typeof piece === 'string') return quoteLines(piece, qp);
  const known = quotedLines.get(piece);
  if (known !== undefined) return known;
  const quoted = quoteLines(piece.lines, qp);
  quotedLines.set(piece, quoted);
  return quoted;
}

/** What lines become does not depend on those before and after. */
function quoteLines(text: string, qp: Encoders['qp']): Quoted {
  const lines = withLineEnds(text);
  return { content: qp.wrap(qp.encode(lines)), bytes: Buffer.byteLength(lines) };
}

function withLineEnds(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}
