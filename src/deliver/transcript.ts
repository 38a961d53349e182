/** Listens in on one conversation with a mail server: which step waits for its answer, and what was answered. */
import type { Reply, Stage } from './outcome.ts';
import { parseReply } from './reply.ts';

export interface Refusal {
  readonly stage: Stage;
  readonly reply: Reply;
}

export interface Transcript {
  /** For the mail library, which tells it every command (secrets masked) and every reply. */
  readonly logger: { readonly debug: LogMethod; readonly info: LogMethod };
  /** Where the conversation stands: the first command without an answer, else the last one. */
  stage(): Stage;
  /** The 4yz or 5yz that ended what is going on; null where there was none. */
  refusal(): Refusal | null;
  /** The answer to the final dot, where the dot had been written before it came. */
  dotReply(): Reply | null;
  /** The last code of three digits, and null after anything that cannot be read. */
  lastCode(): number | null;
  /** Whether the whole body and its final dot were given to the socket. */
  dotWritten(): boolean;
  beginMessage(): void;
  beginBody(): void;
}

type LogMethod = (entry: unknown, text?: unknown, ...rest: readonly unknown[]) => void;

const commands: readonly (readonly [RegExp, Stage])[] = [
  [/^(?:EHLO|HELO) /, 'ehlo'],
  [/^STARTTLS$/, 'tls'],
  [/^AUTH /, 'auth'],
  [/^(?:MAIL FROM:|RSET$|QUIT$)/, 'mail'],
  [/^RCPT TO:/, 'rcpt'],
  [/^DATA$/, 'data'],
  [/^\.$/, 'dot'],
];

/** `onStep` is called whenever the conversation moved on. `secure`: it begins with a TLS handshake. */
export function createTranscript(secure: boolean, onStep: () => void): Transcript {
  let waiting: Stage[] = [secure ? 'tls' : 'greeting'];
  let last: Stage = 'connect';
  let lastCode: number | null = null;
  let refusal: Refusal | null = null;
  let dotReply: Reply | null = null;
  let inMessage = false;
  let bodyBegun = false;
  let dotWritten = false;

  /** Until the dot is out, a conversation that waits for the answer to it is still in the body. */
  function seen(stage: Stage): Stage {
    if (stage !== 'dot' || dotWritten) return stage;
    return bodyBegun ? 'body' : 'data';
  }

  function hearCommand(command: string): void {
    const known = commands.find(([form]) => form.test(command));
    // What has no name of its own is a line of a login.
    waiting.push(known?.[1] ?? 'auth');
  }

  function hearReply(raw: string): void {
    const reply = parseReply(raw);
    lastCode = reply?.code ?? null;
    const asked = waiting.shift();
    if (asked === undefined) return;
    last = seen(asked);
    const refused = reply !== null && reply.code >= 400 ? { stage: last, reply } : null;
    // Before a message a later answer undoes an earlier one (EHLO refused, HELO taken); in a message the first counts.
    refusal = inMessage ? (refusal ?? refused) : refused;
    if (asked === 'data' && refusal === null) waiting.push('dot');
    if (asked === 'dot' && dotWritten) dotReply = reply;
  }

  const logger: Transcript['logger'] = {
    debug(entry, text) {
      const { tnx } = entry as { readonly tnx?: unknown };
      if (tnx === 'client') hearCommand(String(text));
      else if (tnx === 'server') hearReply(String(text));
      else return;
      onStep();
    },
    info(entry, text) {
      const { tnx } = entry as { readonly tnx?: unknown };
      if (tnx === 'message') dotWritten = true;
      else if (/^%s established/.test(String(text))) waiting = ['greeting'];
      else return;
      onStep();
    },
  };

  return {
    logger,
    stage: () => seen(waiting[0] ?? last),
    refusal: () => refusal,
    dotReply: () => dotReply,
    lastCode: () => lastCode,
    dotWritten: () => dotWritten,
    beginMessage() {
      inMessage = true;
      bodyBegun = false;
      dotWritten = false;
      refusal = null;
      dotReply = null;
      lastCode = null;
      waiting = [];
      last = 'mail';
    },
    beginBody() {
      bodyBegun = true;
      onStep();
    },
  };
}
