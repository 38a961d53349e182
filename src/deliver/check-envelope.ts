/** The last look at both addresses before they go into a conversation: exactly one plain address each. */
import { checkAddress } from './address.ts';
import type { Envelope, SendOutcome } from './outcome.ts';

/**
 * The envelope with its domains in ASCII. Where an address is not one plain address, it is refused as a server would
 * refuse its syntax, with 501, and nothing is said to any server.
 */
export function checkEnvelope(
  envelope: Envelope,
): { readonly envelope: Envelope } | { readonly refused: SendOutcome } {
  const from = plainAddress(envelope.from);
  if (from === null) return refused('mail', '5.1.7', 'sender');
  const to = plainAddress(envelope.to);
  if (to === null) return refused('rcpt', '5.1.3', 'recipient');
  return { envelope: { from, to } };
}

function plainAddress(text: string): string | null {
  try {
    return checkAddress(text);
  } catch {
    return null;
  }
}

function refused(stage: 'mail' | 'rcpt', enhanced: string, whose: string) {
  const text = `not sent: the ${whose} is not one plain mail address`;
  return { refused: { what: 'refused', stage, reply: { code: 501, enhanced, text } } } satisfies {
    refused: SendOutcome;
  };
}
