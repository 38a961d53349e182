/** A message as a stream that asks for leave at its first read, which comes after the server said it takes the body. */
import { Readable } from 'node:stream';

const pieceSize = 64 * 1024;

export interface BodyWatch {
  /** Awaited once, at the first read. False or an exception: not one byte is given. */
  readonly mayBegin: () => Promise<boolean>;
  /** Right before each piece, the first included. */
  readonly onPiece: () => void;
}

export function lazyBody(message: Buffer, { mayBegin, onPiece }: BodyWatch): Readable {
  let asked = false;
  let at = 0;

  function pushPiece(stream: Readable): void {
    // The link may have died while leave was asked for: then nothing goes out, and nobody must think so.
    if (stream.destroyed) return;
    if (at >= message.length) {
      stream.push(null);
      return;
    }
    onPiece();
    const piece = message.subarray(at, at + pieceSize);
    at += piece.length;
    stream.push(piece);
  }

  return new Readable({
    highWaterMark: pieceSize,
    read() {
      if (asked) {
        pushPiece(this);
        return;
      }
      asked = true;
      mayBegin().then(
        (may) => (may ? pushPiece(this) : this.destroy(new Error('the message was held back'))),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}
