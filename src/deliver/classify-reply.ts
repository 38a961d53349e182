/** What a mail server's no means: later, a full mailbox, a wrong address, a recipient who is refused, or our own fault. */
import type { Reply, Stage } from './outcome.ts';

export interface Refused {
  readonly stage: Stage;
  readonly reply: Reply;
}

export type ReplyClass =
  /** Try again later; see `retryAt`. */
  | 'temporary'
  /** Ends this delivery; suppress only where it lasts. */
  | 'mailbox-full'
  /** The address does not exist: suppress now. */
  | 'bad-address'
  /** A plain no to this recipient: suppress where another issue meets it as well. */
  | 'refused-recipient'
  /** The sender, the message or the set-up is refused: never suppress anybody for it. */
  | 'our-fault';

const beforeMail: readonly Stage[] = ['connect', 'greeting', 'ehlo', 'tls', 'auth'];

/** What servers that give no enhanced code write when it is the sender, the message or the relay they do not want. */
const blamesUs =
  /\b(?:relay\w*|spam|spf|dkim|dmarc|block(?:ed|list(?:ed)?)|black-?list(?:ed)?|listed (?:at|by|in|on)|rbl|dnsbl|policy|reputation|authenti\w+|not authori[sz]ed|unauthori[sz]ed|log ?in|sender|reverse dns|ptr|helo|ehlo|virus|malware|content)\b/i;
const messageTooLarge =
  /\bmessage\b.{0,30}\b(?:size|large|big|long)\b|\b(?:size|large|big)\b.{0,30}\bmessage\b/i;

/** The enhanced code counts where it agrees with the plain one on the first digit, else the plain one alone. */
export function classifyReply({ stage, reply }: Refused): ReplyClass {
  const early = beforeMail.includes(stage);
  if (reply.code < 500) return 'temporary';
  // A server without STARTTLS, or somebody between who hides it: wait for a safe way.
  if (stage === 'tls') return 'temporary';
  return early || stage === 'mail' ? 'our-fault' : permanent(reply);
}

function permanent({ code, enhanced, text }: Reply): ReplyClass {
  if (code === 530 || code === 535) return 'our-fault';
  const [digit, subject, detail] = (enhanced ?? '').split('.').map(Number);
  const byCode = plain(code, text);
  if (digit !== 5 || subject === 0 || subject === undefined) return byCode;
  if (subject === 1) return detail === 7 || detail === 8 ? 'our-fault' : 'bad-address';
  if (subject === 2 && detail === 2) return 'mailbox-full';
  if (subject === 2 && detail !== 3) return 'refused-recipient';
  // Some servers say 5.5.0 and 5.4.1 for a mailbox that they do not have.
  if (subject === 4 || (subject === 5 && detail === 0 && code === 550)) return byCode;
  return 'our-fault';
}

function plain(code: number, text: string): ReplyClass {
  if (messageTooLarge.test(text)) return 'our-fault';
  if (code === 552) return 'mailbox-full';
  // 500 to 504 refuse the command, 521 and 554 the whole transaction, 555 and 556 how or where to.
  const namesRecipient = code === 550 || code === 551 || code === 553 || code === 556;
  return namesRecipient && !blamesUs.test(text) ? 'refused-recipient' : 'our-fault';
}
