/** Mail over SMTP: a few connections, one message at a time on each, and nothing said twice. */
import { checkEnvelope } from './check-envelope.ts';
import type { Channel, Envelope, Link, SendOutcome } from './outcome.ts';
import { readSmtpAddress } from './smtp-address.ts';
import type { ConversationSettings } from './smtp-conversation.ts';
import { openSession, type Session } from './smtp-session.ts';
import { type SmtpTimeouts, smtpTimeouts } from './smtp-timeouts.ts';

export interface SmtpOptions {
  /** `smtps://user:password@host[:port]` or `smtp://…`, user and password percent-encoded. */
  readonly url: string;
  /** What we call ourselves to the server. */
  readonly ehloName: string;
  /** After so many messages a new connection is taken; 100 unless given. */
  readonly maxPerConnection?: number;
  /** Milliseconds; see `smtpTimeouts`. */
  readonly timeouts?: Partial<SmtpTimeouts>;
  readonly tls?: { readonly ca?: string };
}

/**
 * Off this machine TLS is demanded and the certificate verified, always; there is no way round and no falling back.
 * @throws PaperboyError MAIL_CONFIG where the address cannot be read.
 */
export function createSmtpChannel(options: SmtpOptions): Channel {
  const server = readSmtpAddress(options.url);
  const settings: ConversationSettings = {
    server,
    ehloName: options.ehloName,
    timeouts: { ...smtpTimeouts, ...options.timeouts },
    ca: options.tls?.ca,
  };
  const most = options.maxPerConnection ?? 100;
  return { route: server.route, openLink: () => createLink(settings, most) };
}

/**
 * Servers answer ever more slowly, and then hang up, after some errors without a message between: Postfix waits a second
 * from the tenth on, and counts two for a refused recipient, whose DATA was sent along.
 */
const mostRefused = 4;

function createLink(settings: ConversationSettings, maxPerConnection: number): Link {
  let session: Session | null = null;
  let isClosed = false;
  /** The end of what was asked last: two messages never share a conversation. */
  let last: Promise<unknown> = Promise.resolve();

  async function send(
    given: Envelope,
    message: Buffer,
    handOff: () => Promise<boolean>,
  ): Promise<SendOutcome> {
    const checked = checkEnvelope(given);
    if ('refused' in checked) return checked.refused;
    let asked = false;
    const askOnce = () => {
      asked = true;
      return handOff();
    };
    const old = await takeReady();
    if (old !== null) {
      const outcome = await old.send(checked.envelope, message, askOnce);
      // A server may close what stood idle for a while; nothing was handed over, so once more costs nothing.
      if (asked || !isClosing(outcome)) return outcome;
    }
    if (isClosed) return lostAtOnce('the link was closed');
    const opened = await openSession(settings);
    if ('outcome' in opened) return opened.outcome;
    session = opened.session;
    if (isClosed) {
      await session.quit();
      return lostAtOnce('the link was closed');
    }
    return session.send(checked.envelope, message, handOff);
  }

  /** The connection in use, if it can take one more message. */
  async function takeReady(): Promise<Session | null> {
    const old = session;
    if (old === null) return null;
    const isFresh = old.messages() < maxPerConnection && old.refused() < mostRefused;
    if (isFresh && (await old.isReady())) return old;
    session = null;
    await old.quit();
    return null;
  }

  return {
    send(envelope, message, handOff) {
      const sent = last.then(() => send(envelope, message, handOff)).catch(unexpected);
      last = sent;
      return sent;
    },
    async close() {
      isClosed = true;
      const { quit } = settings.timeouts;
      await Promise.race([last, new Promise((resolve) => setTimeout(resolve, quit).unref())]);
      await session?.quit();
      session = null;
    },
  };
}

function isClosing(outcome: SendOutcome): boolean {
  return outcome.what === 'lost' || (outcome.what === 'refused' && outcome.reply.code === 421);
}

/** A bug of ours or of the library: as nobody knows how far it came, a copy may exist. */
function unexpected(error: unknown): SendOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { what: 'lost', stage: 'connect', handed: true, reason };
}

function lostAtOnce(reason: string): SendOutcome {
  return { what: 'lost', stage: 'connect', handed: false, reason };
}
