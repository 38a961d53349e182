/** How long each step of a conversation with a mail server may take. */
import type { Stage } from './outcome.ts';

/** All in milliseconds. */
export interface SmtpTimeouts {
  /** Looking up the name, and the connection. */
  readonly connect: number;
  readonly greeting: number;
  /** For the answer to each command, and for a TLS handshake. */
  readonly command: number;
  /** For each piece of the body to leave. */
  readonly body: number;
  /** For the answer to the final dot: giving up early makes second copies. */
  readonly dot: number;
  /** For the answer to QUIT. */
  readonly quit: number;
}

export const smtpTimeouts: SmtpTimeouts = {
  connect: 60_000,
  greeting: 120_000,
  command: 120_000,
  body: 120_000,
  dot: 600_000,
  quit: 3_000,
};

export function timeoutOf(stage: Stage, timeouts: SmtpTimeouts): number {
  if (stage === 'connect' || stage === 'greeting' || stage === 'body' || stage === 'dot') {
    return timeouts[stage];
  }
  return timeouts.command;
}
