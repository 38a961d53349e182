/** Takes a mailbox apart into messages while it is read: an mbox file (also mboxrd), or a single message. */

export interface MailboxMessage {
  /** For people: `inbox.mbox, message 3`. */
  readonly where: string;
  /** As it came, without the `From ` line; of a long message the beginning. */
  readonly raw: Buffer;
}

/** `From someone Wed Oct 14 07:00:00 2026`: stricter than "From " alone, which letters contain too. */
const fromLine =
  /^From \S* *(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+[A-Z][a-z]{2}\s+\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?\s[^\n]{0,40}\d{4}/;
const longestFromLine = 1_024;
const newline = 0x0a;

/**
 * The messages of `stream`, in order. Holds one of them at a time, and of that at most `mostBytes`; the rest of a
 * longer one is passed over. What does not begin with a `From ` line is one message.
 */
export async function* splitMailbox(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  mostBytes: number,
): AsyncGenerator<MailboxMessage> {
  const current = new Collected(mostBytes);
  let [isMbox, isFirst, afterBlank, atLineStart] = [false, true, true, true];
  let read = 0;
  let rest: Buffer = Buffer.alloc(0);

  const finish = (): MailboxMessage[] => {
    const raw = current.take();
    if (raw.length === 0) return [];
    return [{ where: isMbox ? `${name}, message ${++read}` : name, raw }];
  };
  /** One line with its end, or a piece of one that is too long to wait for its end. */
  const take = (line: Buffer, isWhole: boolean): MailboxMessage[] => {
    if (!atLineStart) {
      current.add(line);
    } else if ((isFirst || (isMbox && afterBlank)) && isFromLine(line)) {
      isMbox = true;
      [isFirst, afterBlank, atLineStart] = [false, false, isWhole];
      return finish();
    } else {
      current.add(isMbox && isQuotedFrom(line) ? line.subarray(1) : line);
    }
    isFirst = false;
    afterBlank = atLineStart && isWhole && isBlank(line);
    atLineStart = isWhole;
    return [];
  };

  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let from = 0;
    for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline, from)) {
      yield* take(data.subarray(from, end + 1), true);
      from = end + 1;
    }
    rest = data.subarray(from);
    if (rest.length > longestFromLine) {
      yield* take(rest, false);
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield* take(rest, true);
  yield* finish();
}

function isFromLine(line: Buffer): boolean {
  return line[0] === 0x46 && fromLine.test(line.subarray(0, longestFromLine).toString('latin1'));
}

/** mboxrd: a line of the message that begins with `From `, after any number of `>`, has one `>` too many. */
function isQuotedFrom(line: Buffer): boolean {
  return line[0] === 0x3e && /^>+From /.test(line.subarray(0, 200).toString('latin1'));
}

function isBlank(line: Buffer): boolean {
  return line[0] === newline || (line.length === 2 && line[0] === 0x0d);
}

/** The beginning of a message, in one buffer: a message may well be a million empty lines. */
class Collected {
  readonly #mostBytes: number;
  #bytes: Buffer = Buffer.alloc(16_384);
  #size = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(piece: Buffer): void {
    const size = Math.min(this.#size + piece.length, this.#mostBytes);
    if (size > this.#bytes.length) {
      const larger = Buffer.alloc(
        Math.min(Math.max(2 * this.#bytes.length, size), this.#mostBytes),
      );
      this.#bytes.copy(larger, 0, 0, this.#size);
      this.#bytes = larger;
    }
    piece.copy(this.#bytes, this.#size, 0, size - this.#size);
    this.#size = size;
  }

  take(): Buffer {
    const whole = Buffer.from(this.#bytes.subarray(0, this.#size));
    this.#size = 0;
    return whole;
  }
}
