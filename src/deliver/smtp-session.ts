/** One connection to a mail server, logged in: sends messages one after another and says what became of each. */
import { setImmediate } from 'node:timers/promises';
import { cleanText, shorten } from '../lib/text.ts';
import { lazyBody } from './lazy-body.ts';
import type { Envelope, SendOutcome } from './outcome.ts';
import {
  type Conversation,
  type ConversationSettings,
  startConversation,
} from './smtp-conversation.ts';

export interface Session {
  /** How many messages were tried on it. */
  messages(): number;
  /** How many were refused since the last one that was taken. */
  refused(): number;
  /** Makes it ready for one more message; false where it cannot take one. */
  isReady(): Promise<boolean>;
  send(envelope: Envelope, message: Buffer, handOff: () => Promise<boolean>): Promise<SendOutcome>;
  /** Says good-bye where still connected, and waits for the answer for the time of `timeouts.quit`. */
  quit(): Promise<void>;
}

/** Connects, secures and logs in; what went wrong comes back as the outcome of the message that asked for it. */
export async function openSession(
  settings: ConversationSettings,
): Promise<{ readonly session: Session } | { readonly outcome: SendOutcome }> {
  let talk: Conversation;
  try {
    talk = await startConversation(settings);
  } catch (error) {
    return { outcome: { what: 'lost', stage: 'connect', handed: false, reason: describe(error) } };
  }
  try {
    await talk.run((done) => talk.connection.connect(done));
    const { login } = settings.server;
    if (login !== null) await talk.run((done) => talk.connection.login({ ...login }, done));
    return { session: createSession(talk, settings.timeouts.quit) };
  } catch (error) {
    const outcome = endOf(talk, false, error);
    talk.drop();
    return { outcome };
  }
}

function createSession(talk: Conversation, quitMs: number): Session {
  const { connection, transcript } = talk;
  let messages = 0;
  let refused = 0;
  let isUnclean = false;
  let isBusy = false;

  return {
    messages: () => messages,
    refused: () => refused,
    async isReady() {
      await settled();
      if (isUnclean && talk.isAlive()) {
        transcript.beginMessage();
        await talk.run((done) => connection.reset(done)).catch(() => talk.drop());
        isUnclean = false;
      }
      return talk.isAlive();
    },
    async send(envelope, message, handOff) {
      messages += 1;
      isBusy = true;
      const outcome = await sendOne(talk, envelope, message, handOff);
      isBusy = false;
      const goesOn =
        outcome.what === 'accepted' ||
        (outcome.what === 'refused' && outcome.stage !== 'body' && outcome.reply.code !== 421);
      if (!goesOn) talk.drop();
      isUnclean = outcome.what === 'refused';
      refused = isUnclean ? refused + 1 : 0;
      return outcome;
    },
    async quit() {
      // In the middle of a message, QUIT would be read as a line of it.
      if (talk.isAlive() && !isBusy) {
        connection.quit();
        await talk.ended(quitMs);
      }
      talk.drop();
    },
  };
}

/** What a server said beyond what it was asked is read by now, so that it is not taken for the next answer. */
async function settled(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

type Decision = { readonly may: boolean } | { readonly error: unknown };

async function sendOne(
  talk: Conversation,
  envelope: Envelope,
  message: Buffer,
  handOff: () => Promise<boolean>,
): Promise<SendOutcome> {
  const { connection, transcript } = talk;
  let handed = false;
  let isRead = false;
  const asked: { decision?: Promise<Decision> } = {};

  async function mayBegin(): Promise<boolean> {
    isRead = true;
    await settled();
    // The library takes any 2yz or 3yz as leave; after an answer out of turn the body would be read as commands.
    if (transcript.lastCode() !== 354) throw new Error('DATA was not answered with 354');
    asked.decision = talk.withoutWatch(() => decide(handOff));
    const decision = await asked.decision;
    return 'may' in decision && decision.may;
  }

  const body = lazyBody(message, {
    mayBegin,
    onPiece() {
      handed = true;
      transcript.beginBody();
    },
  });
  transcript.beginMessage();
  let failure: unknown = null;
  try {
    await talk.run((done) =>
      connection.send(
        { from: envelope.from, to: [envelope.to], size: message.length },
        body,
        (error) => {
          done(error);
          // An answer before the final dot is out ends it here: the dot must not follow.
          if ((isRead || !error) && !transcript.dotWritten()) stopBody();
        },
      ),
    );
  } catch (error) {
    failure = error;
  }
  if (asked.decision !== undefined) {
    const decision = await asked.decision;
    if ('error' in decision) return { what: 'failed', error: decision.error };
    if (!decision.may) return { what: 'withdrawn' };
  }
  const reply = transcript.dotReply();
  if (failure === null && handed && reply !== null && reply.code < 300) {
    return { what: 'accepted', reply };
  }
  return tooLarge(failure, message) ?? endOf(talk, handed, failure);

  function stopBody(): void {
    body.destroy();
    talk.drop();
  }
}

async function decide(handOff: () => Promise<boolean>): Promise<Decision> {
  try {
    return { may: await handOff() };
  } catch (error) {
    return { error };
  }
}

/** A server that named a limit is not asked; it would have said this. */
function tooLarge(failure: unknown, message: Buffer): SendOutcome | null {
  if (!(failure instanceof Error) || !failure.message.startsWith('Message size larger'))
    return null;
  const text = `not sent: ${message.length} bytes are more than this server takes`;
  return { what: 'refused', stage: 'mail', reply: { code: 552, enhanced: '5.3.4', text } };
}

function endOf({ transcript }: Conversation, handed: boolean, error: unknown): SendOutcome {
  const refusal = transcript.refusal();
  if (refusal !== null) return { what: 'refused', ...refusal };
  return { what: 'lost', stage: transcript.stage(), handed, reason: describe(error) };
}

function describe(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const text = first instanceof Error ? first.message : 'an answer that makes no sense';
  return shorten(cleanText(text), 300);
}
