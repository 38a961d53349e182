/** A part of a mail as it travels: quoted-printable or base64, whichever is smaller. */

/** A text, or its pieces: whole lines each, with a line break between them. Pieces that many mails share cost once. */
export type BodyText = string | readonly string[];

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

/** A string keeps its hash, so that a large piece is found at once when it is the same string. */
const quotedPieces = new Map<string, Quoted>();
const mostPieces = 200;
/** Shorter ones differ from mail to mail, and are quickly encoded. */
const worthKeeping = 2_000;

export function encodeBody(text: BodyText, { qp, base64 }: Encoders): Body {
  const pieces = typeof text === 'string' ? [text] : text;
  const quoted = pieces.map((piece) => quotePiece(piece, qp));
  const content = quoted.map((piece) => piece.content).join('\r\n');
  const bytes = quoted.reduce((sum, piece) => sum + piece.bytes, 2 * (pieces.length - 1));
  const inBase64 = (Math.ceil(bytes / 3) * 4 * 78) / 76;
  if (content.length <= inBase64) return { encoding: 'quoted-printable', content };
  const whole = pieces.map(withLineEnds).join('\r\n');
  return { encoding: 'base64', content: base64.wrap(base64.encode(whole)) };
}

/** What lines become does not depend on those before and after. */
function quotePiece(piece: string, qp: Encoders['qp']): Quoted {
  const known = quotedPieces.get(piece);
  if (known !== undefined) return known;
  const lines = withLineEnds(piece);
  const quoted = { content: qp.wrap(qp.encode(lines)), bytes: Buffer.byteLength(lines) };
  if (piece.length >= worthKeeping) {
    if (quotedPieces.size >= mostPieces) quotedPieces.clear();
    quotedPieces.set(piece, quoted);
  }
  return quoted;
}

function withLineEnds(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}
