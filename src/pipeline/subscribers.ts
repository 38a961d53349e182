/** What the operator does with readers: adding, confirming, changing, pausing, and letting them go. */
import { checkAddress } from '../deliver/address.ts';
import { closest } from '../lib/closest.ts';
import { PaperboyError } from '../lib/errors.ts';
import type { Day } from '../model/listing.ts';
import {
  addressKey,
  type Consent,
  type Preferences,
  type Subscriber,
  type Suppression,
  usualPreferences,
} from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import {
  type PreferenceField,
  type PreferenceWords,
  readPreferences,
  writePreferences,
} from '../subscribe/preference-words.ts';
import { type App, today } from './app.ts';
import { askByMail } from './ask-to-confirm.ts';
import { welcome } from './confirm-by-link.ts';
import { moveReader } from './move-reader.ts';
import { joinCurrentIssue } from './prepare-deliveries.ts';

/** A reader as the operator sees them: `suppression` keeps mail from them, whatever their state. */
export interface Reader {
  readonly subscriber: Subscriber;
  readonly suppression: Suppression | null;
}

export interface AddRequest {
  readonly address: string;
  readonly words: PreferenceWords;
  /** How they agreed, in words. */
  readonly wording: string;
  /** Leaves them unconfirmed until they agree. */
  readonly ask: boolean;
}

export interface Added {
  readonly subscriber: Subscriber;
  /** False: the address is there already, and nothing was changed. */
  readonly isNew: boolean;
  /** When the issue that is out now goes to them; null where none does. */
  readonly joinedAt: Date | null;
  readonly warnings: readonly string[];
}

/** The first day on which mail comes again, for who is paused without an end. */
export const untilResumed: Day = '9999-12-31';

/**
 * Adds a reader: confirmed by the operator's word, or unconfirmed with `ask`.
 * @throws PaperboyError USAGE for an address or preference that cannot be, or a suppressed address; MAIL_CONFIG where
 * to ask needs `baseUrl`.
 */
export async function addReader(
  app: App,
  store: Store,
  { address: given, words, wording, ask }: AddRequest,
): Promise<Added> {
  const address = readerAddress(given);
  const { baseUrl } = app.config.values;
  if (ask && baseUrl === null) {
    throw new PaperboyError('MAIL_CONFIG', 'nobody can be asked without a public address', {
      hint: 'Set baseUrl, or leave out --ask where they told you that they agree.',
    });
  }
  const preferences = checkedPreferences(words);
  const added = await store.transaction(async (inside) => {
    const known = await inside.subscribers.find(address);
    if (known !== null) {
      if (ask && known.state === 'unconfirmed' && known.waitsSince === null) {
        await refuseSuppressed(inside, address);
        await askReader(app, inside, known);
      }
      return { subscriber: known, isNew: false, joinedAt: null, others: 0 };
    }
    await refuseSuppressed(inside, address);
    const counts = await inside.subscribers.counts();
    const consent = ask ? null : consentOf(app, wording);
    const state = ask ? 'unconfirmed' : 'confirmed';
    const one = await inside.subscribers.add({ address, state, preferences, consent });
    // Within the transaction: killed between, they would wait for the next issue.
    const joinedAt = ask ? null : await joinCurrentIssue(app, inside, one.subscriber);
    if (ask) await askReader(app, inside, one.subscriber);
    return { ...one, joinedAt, others: counts.confirmed + counts.unconfirmed };
  });
  const { subscriber, isNew, joinedAt, others } = added;
  const warnings =
    isNew && others > 0 && baseUrl === null
      ? [
          'without baseUrl a reader can only leave by writing a mail; set it before you invite others',
        ]
      : [];
  return { subscriber, isNew, joinedAt, warnings };
}

/** Mails a link by which they confirm. Counts for the limits of the form, which do not hold for the operator. */
async function askReader(app: App, store: Store, { id, address }: Subscriber): Promise<void> {
  await store.signUps.note(address, null);
  await askByMail(app, store, {
    ...{ kind: 'confirm', origin: 'operator' },
    ...{ subscriberId: id, address, preferences: null },
  });
}

/**
 * Lets in a reader who confirmed and waits; with nothing changed where they are in already.
 * @throws PaperboyError SUBSCRIBER_UNKNOWN, or USAGE for who has not confirmed, or is suppressed.
 */
export async function approveReader(app: App, store: Store, address: string): Promise<Added> {
  return await store.transaction(async (inside) => {
    const before = await findReader(inside, address);
    const nothing = { isNew: false, joinedAt: null, warnings: [] };
    if (before.state === 'confirmed') return { ...nothing, subscriber: before };
    if (before.waitsSince === null) {
      throw new PaperboyError(
        'USAGE',
        `${before.address} is ${before.state}, and waits for nothing`,
        {
          hint: `They confirm by the mail they got; by your word alone: paperboy subscribers confirm ${before.address}`,
        },
      );
    }
    await refuseSuppressed(inside, before.address);
    const subscriber = (await inside.subscribers.confirm(before.id)) ?? before;
    const joinedAt = await welcome(app, inside, before.id);
    return { subscriber, isNew: true, joinedAt, warnings: [] };
  });
}

/**
 * Sends a reader's mail to another address by the operator's word: what waits for them goes there, and a word to the
 * old address.
 * @throws PaperboyError SUBSCRIBER_UNKNOWN, or USAGE for who is not confirmed, an address that cannot be, is another
 * reader's, or is suppressed.
 */
export async function moveReaderByHand(
  app: App,
  store: Store,
  request: { readonly address: string; readonly to: string; readonly wording: string },
): Promise<Pick<Added, 'subscriber' | 'isNew'>> {
  const to = readerAddress(request.to);
  return await store.transaction(async (inside) => {
    const before = await findReader(inside, request.address);
    if (addressKey(to) === addressKey(before.address)) return { subscriber: before, isNew: false };
    if (before.state !== 'confirmed') {
      throw new PaperboyError('USAGE', `${before.address} is ${before.state}, and gets no mail`, {
        hint: `Add the other address instead: paperboy subscribers add ${to}`,
      });
    }
    await refuseSuppressed(inside, to);
    const consent = consentOf(app, request.wording);
    if (!(await moveReader(app, inside, before, to, consent))) {
      throw new PaperboyError('USAGE', `${to} is a reader’s already`, {
        hint: `To end the mail to the other one: paperboy subscribers unsubscribe ${before.address}`,
      });
    }
    return { subscriber: (await inside.subscribers.get(before.id)) ?? before, isNew: true };
  });
}

/** Erases a person: see `Erasure.erase`. @throws PaperboyError SUBSCRIBER_UNKNOWN */
export async function eraseReader(store: Store, address: string): Promise<Subscriber> {
  const before = await findReader(store, address);
  await store.erasure.erase(before.id);
  return before;
}

/**
 * Confirms by the operator's word; `resubscribe` also who had unsubscribed.
 * @throws PaperboyError SUBSCRIBER_UNKNOWN, or USAGE for who is suppressed or has unsubscribed.
 */
export async function confirmReader(
  app: App,
  store: Store,
  request: { readonly address: string; readonly wording: string; readonly resubscribe: boolean },
): Promise<Added> {
  return await store.transaction(async (inside) => {
    const before = await findReader(inside, request.address);
    const nothing = { isNew: false, joinedAt: null, warnings: [] };
    if (before.state === 'confirmed') return { ...nothing, subscriber: before };
    await refuseSuppressed(inside, before.address);
    if (before.state === 'unsubscribed' && !request.resubscribe) {
      throw new PaperboyError(
        'USAGE',
        `${before.address} unsubscribed on ${before.unsubscribedAt?.slice(0, 10)}`,
        { hint: 'Add --resubscribe if they asked you to come back.' },
      );
    }
    const consent = consentOf(app, request.wording);
    const subscriber = (await inside.subscribers.confirm(before.id, consent)) ?? before;
    // As above.
    const joinedAt = await joinCurrentIssue(app, inside, subscriber);
    return { subscriber, isNew: true, joinedAt, warnings: [] };
  });
}

/** Changes what is given and leaves the rest. @throws PaperboyError SUBSCRIBER_UNKNOWN, USAGE */
export async function changeReader(
  store: Store,
  address: string,
  words: PreferenceWords,
): Promise<Subscriber> {
  return store.transaction(async (inside) => {
    const before = await findReader(inside, address);
    const preferences = checkedPreferences(words, before.preferences);
    return (await inside.subscribers.setPreferences(before.id, preferences)) ?? before;
  });
}

/** No mail before `until` (by the reader's clock), or until they are resumed. @throws PaperboyError as above */
export async function pauseReader(
  app: App,
  store: Store,
  address: string,
  until: Day | null,
): Promise<Subscriber> {
  if (until !== null && until <= today(app)) {
    throw new PaperboyError('USAGE', `${until} is not a day to come`, {
      hint: 'Give the first day on which mail comes again, or leave out --until.',
    });
  }
  const before = await findReader(store, address);
  return (await store.subscribers.pause(before.id, until ?? untilResumed)) ?? before;
}

/** Ends a pause. @throws PaperboyError SUBSCRIBER_UNKNOWN */
export async function resumeReader(store: Store, address: string): Promise<Subscriber> {
  const before = await findReader(store, address);
  return (await store.subscribers.pause(before.id, null)) ?? before;
}

/** Ends their mail at once. @throws PaperboyError SUBSCRIBER_UNKNOWN */
export async function unsubscribeReader(store: Store, address: string): Promise<Subscriber> {
  const before = await findReader(store, address);
  return (await store.subscribers.unsubscribe(before.id)) ?? before;
}

/** Forgets them; only a suppression of their address stays. @throws PaperboyError SUBSCRIBER_UNKNOWN */
export async function removeReader(store: Store, address: string): Promise<Subscriber> {
  const before = await findReader(store, address);
  await store.subscribers.remove(before.id);
  return before;
}

/** No mail to the address any more, whether or not it is a reader's. Returns what is in force. */
export async function suppressByOperator(
  app: App,
  store: Store,
  address: string,
  detail: string,
): Promise<Suppression> {
  return store.suppressions.put({
    addressKey: addressKey(readerAddress(address)),
    reason: 'operator',
    detail,
    at: app.now().toISOString(),
    until: null,
  });
}

/** Takes a suppression back, of whatever reason; false where there was none. */
export async function unsuppressAddress(store: Store, address: string): Promise<boolean> {
  return store.suppressions.remove(addressKey(readerAddress(address)));
}

/** @throws PaperboyError SUBSCRIBER_UNKNOWN, naming the reader who may be meant. */
export async function showReader(store: Store, address: string): Promise<Reader> {
  const subscriber = await findReader(store, address);
  const suppression = await store.suppressions.get(addressKey(subscriber.address));
  return { subscriber, suppression };
}

/** As they are written on the command line; the usual is an empty text. */
export function preferencesInWords(preferences: Preferences): Record<PreferenceField, string> {
  return writePreferences(preferences);
}

/** All readers in the order in which they were added, with what keeps mail from them. */
export async function listReaders(store: Store): Promise<Reader[]> {
  const suppressions = await suppressionsByKey(store);
  const subscribers = await store.subscribers.list();
  return subscribers.map((subscriber) => ({
    subscriber,
    suppression: suppressions.get(addressKey(subscriber.address)) ?? null,
  }));
}

export async function suppressionsByKey(store: Store): Promise<Map<string, Suppression>> {
  const all = await store.suppressions.list();
  return new Map(all.map((suppression) => [suppression.addressKey, suppression]));
}

/** One plain address that a mail can be sent to by every server. @throws PaperboyError USAGE */
export function readerAddress(text: string): string {
  const address = text.trim();
  if (/[^\x20-\x7e]/.test(address.slice(0, Math.max(0, address.lastIndexOf('@'))))) {
    throw new PaperboyError('USAGE', `${address} has letters beyond ASCII before the @`, {
      hint: 'Many mail servers refuse such an address: ask for another one.',
    });
  }
  return checkAddress(address);
}

function consentOf(app: App, wording: string): Consent {
  return { source: 'operator', wording, at: app.now().toISOString() };
}

function checkedPreferences(words: PreferenceWords, before = usualPreferences) {
  const { preferences, problems } = readPreferences(words, before);
  const [problem] = problems;
  if (problem === undefined) return preferences;
  throw new PaperboyError('USAGE', `--${problem.field}: ${problem.message}`);
}

/** @throws PaperboyError USAGE where the address must get no mail, with why. */
export async function refuseSuppressed(store: Store, address: string): Promise<void> {
  const suppression = await store.suppressions.get(addressKey(address));
  if (suppression === null) return;
  const { reason, detail, at } = suppression;
  throw new PaperboyError(
    'USAGE',
    `${address} gets no mail since ${at.slice(0, 10)} (${reason}: ${detail})`,
    { hint: `If that is settled: paperboy subscribers unsuppress ${address}` },
  );
}

async function findReader(store: Store, given: string): Promise<Subscriber> {
  const subscriber = await store.subscribers.find(readerAddress(given));
  if (subscriber !== null) return subscriber;
  const all = await store.subscribers.list();
  const near = closest(
    given,
    all.map(({ address }) => address),
  );
  throw new PaperboyError('SUBSCRIBER_UNKNOWN', `no reader has the address ${given}`, {
    hint: near === null ? 'paperboy subscribers list shows all of them.' : `Did you mean ${near}?`,
  });
}
