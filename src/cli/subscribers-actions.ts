/** What `paperboy subscribers` does to one address, and says about it. */
import { PaperboyError } from '../lib/errors.ts';
import type { Subscriber } from '../model/subscriber.ts';
import { type App, openAppStore } from '../pipeline/app.ts';
import { comingDigest } from '../pipeline/first-digest.ts';
import * as pipeline from '../pipeline/subscribers.ts';
import type { Store } from '../store/store.ts';
import type { Console } from './console.ts';
import { createContext, type GlobalOptions, readDay } from './context.ts';
import { momentIn, preferenceText, readerJson } from './reader-text.ts';

export type SubscriberOptions = GlobalOptions;

export interface PreferenceOptions extends GlobalOptions {
  readonly topics?: string;
  readonly mute?: string;
  readonly authors?: string;
  readonly organizations?: string;
  readonly trend?: string;
  readonly limit?: string;
  readonly weekdays?: string;
  readonly hour?: string;
  readonly zone?: string;
  readonly format?: string;
  readonly empty?: string;
}

export interface AddOptions extends PreferenceOptions {
  readonly ask?: boolean;
  readonly wording?: string;
  readonly resubscribe?: boolean;
}

export interface ImportOptions extends GlobalOptions {
  readonly resubscribe?: boolean;
}

interface Work {
  readonly app: App;
  readonly console: Console;
  readonly store: Store;
}

/** Runs `work` on the data folder's store; needs no job lock. */
export async function withReaders<T>(
  options: GlobalOptions,
  work: (parts: Work) => Promise<T>,
): Promise<T> {
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    return await work({ app, console, store });
  } finally {
    await store.close();
  }
}

export async function addSubscriber(address: string, options: AddOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const ask = options.ask === true;
    const added = await pipeline.addReader(app, store, {
      address,
      words: options,
      wording: options.wording ?? 'added by the operator on the command line',
      ask,
    });
    const { subscriber, isNew } = added;
    const isAskedAgain = ask && !isNew && subscriber.state === 'unconfirmed';
    for (const warning of added.warnings) console.warn(warning);
    if (!isNew) {
      const again = `${subscriber.address} is there and unconfirmed: asked once more.`;
      const text = isAskedAgain && subscriber.waitsSince === null ? again : knownText(subscriber);
      await report(store, console, options, subscriber, text, { isNew });
      if (subscriber.state === 'confirmed') {
        console.note(`To change what they get: paperboy subscribers set ${subscriber.address}`);
      }
      return;
    }
    const text = ask
      ? `${subscriber.address} is added and unconfirmed: a mail asks them, and nothing else is sent before they agree.`
      : `${subscriber.address} is added. ${await firstText(app, added)}`;
    await report(store, console, options, subscriber, text, { isNew });
    if (ask) {
      console.note(
        `Should they agree by another way: paperboy subscribers confirm ${subscriber.address}`,
      );
    }
  });
}

export async function confirmSubscriber(address: string, options: AddOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const confirmed = await pipeline.confirmReader(app, store, {
      address,
      wording: options.wording ?? 'confirmed by the operator on the command line',
      resubscribe: options.resubscribe === true,
    });
    const { subscriber, isNew } = confirmed;
    const text = isNew
      ? `${subscriber.address} is confirmed. ${await firstText(app, confirmed)}`
      : knownText(subscriber);
    await report(store, console, options, subscriber, text, { isNew });
  });
}

export async function setSubscriber(address: string, options: PreferenceOptions): Promise<void> {
  const given = Object.keys(options).filter((name) => preferenceNames.has(name));
  if (given.length === 0) {
    throw new PaperboyError('USAGE', 'nothing was given to be changed', {
      hint: 'Give one of --topics, --hour, --weekdays …; paperboy help subscribers shows examples.',
    });
  }
  await withReaders(options, async ({ console, store }) => {
    const subscriber = await pipeline.changeReader(store, address, options);
    const lines = preferenceText(subscriber.preferences).map((line) => `  ${line}`);
    const text = [`${subscriber.address} now gets`, ...lines].join('\n');
    await report(store, console, options, subscriber, text);
  });
}

export async function moveSubscriber(
  address: string,
  to: string,
  options: GlobalOptions & { readonly wording?: string },
): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const wording = options.wording ?? 'address changed by the operator on the command line';
    const moved = await pipeline.moveReaderByHand(app, store, { address, to, wording });
    const { subscriber, isNew } = moved;
    const text = isNew
      ? `Mail goes to ${subscriber.address} from now on; the old address is told.`
      : `Mail goes to ${subscriber.address} already; nothing was changed.`;
    await report(store, console, options, subscriber, text, { isNew });
  });
}

const preferenceNames: ReadonlySet<string> = new Set([
  ...['topics', 'mute', 'authors', 'organizations', 'trend', 'limit'],
  ...['weekdays', 'hour', 'zone', 'format', 'empty'],
]);

export async function pauseSubscriber(
  address: string,
  options: GlobalOptions & { readonly until?: string },
): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const until = readDay(options.until, '--until');
    const subscriber = await pipeline.pauseReader(app, store, address, until);
    const end = until === null ? 'until you resume them' : `until ${until}`;
    await report(store, console, options, subscriber, `${subscriber.address} is paused ${end}.`);
  });
}

async function resumeSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const subscriber = await pipeline.resumeReader(store, address);
    const text =
      subscriber.state === 'confirmed'
        ? `${subscriber.address} is not paused. ${await firstText(app, { subscriber, joinedAt: null }, 'next')}`
        : `${subscriber.address} is not paused, but ${subscriber.state}.`;
    await report(store, console, options, subscriber, text);
  });
}

async function unsubscribeSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ console, store }) => {
    const subscriber = await pipeline.unsubscribeReader(store, address);
    const text = `${subscriber.address} is unsubscribed and gets nothing any more.`;
    await report(store, console, options, subscriber, text);
  });
}

async function removeSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ console, store }) => {
    const { address: removed } = await pipeline.removeReader(store, address);
    if (options.json === true) await console.result(`${JSON.stringify({ removed })}\n`);
    else await console.result(`${removed} is removed.\n`);
  });
}

async function approveSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const approved = await pipeline.approveReader(app, store, address);
    const { subscriber, isNew } = approved;
    const text = isNew
      ? `${subscriber.address} is let in. ${await firstText(app, approved)}`
      : knownText(subscriber);
    await report(store, console, options, subscriber, text, { isNew });
  });
}

async function eraseSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ console, store }) => {
    const { address: erased } = await pipeline.eraseReader(store, address);
    if (options.json === true) await console.result(`${JSON.stringify({ erased })}\n`);
    else
      await console.result(
        `${erased} is erased. Copies of the database made before still know them.\n`,
      );
  });
}

export async function suppressSubscriber(
  address: string,
  options: GlobalOptions & { readonly reason?: string },
): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const detail = options.reason ?? 'by the operator on the command line';
    const suppression = await pipeline.suppressByOperator(app, store, address, detail);
    const { addressKey, ...rest } = suppression;
    const text = `${addressKey} gets no mail any more (${rest.reason}: ${rest.detail}).`;
    const json = { address: addressKey, suppressed: rest };
    await console.result(`${options.json === true ? JSON.stringify(json) : text}\n`);
  });
}

async function unsuppressSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ console, store }) => {
    const wasSuppressed = await pipeline.unsuppressAddress(store, address);
    const text = wasSuppressed
      ? `${address} may get mail again.`
      : `${address} was not suppressed.`;
    const json = { address, suppressed: null, wasSuppressed };
    await console.result(`${options.json === true ? JSON.stringify(json) : text}\n`);
  });
}

/** Those that need no option of their own. */
export const actions = {
  approve: approveSubscriber,
  erase: eraseSubscriber,
  resume: resumeSubscriber,
  unsubscribe: unsubscribeSubscriber,
  remove: removeSubscriber,
  unsuppress: unsuppressSubscriber,
};

async function report(
  store: Store,
  console: Console,
  options: GlobalOptions,
  subscriber: Subscriber,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (options.json !== true) {
    await console.result(`${text}\n`);
    return;
  }
  const reader = await pipeline.showReader(store, subscriber.address);
  await console.result(`${JSON.stringify({ ...more, ...readerJson(reader) }, null, 2)}\n`);
}

function knownText({
  address,
  state,
  confirmedAt,
  unsubscribedAt,
  waitsSince,
}: Subscriber): string {
  if (state === 'confirmed') {
    return `${address} is a reader since ${confirmedAt?.slice(0, 10)}; nothing was changed.`;
  }
  if (waitsSince !== null) {
    return `${address} waits to be let in: paperboy subscribers approve ${address}`;
  }
  return state === 'unconfirmed'
    ? `${address} is there and unconfirmed; nothing was changed. To confirm: paperboy subscribers confirm ${address}`
    : `${address} unsubscribed on ${unsubscribedAt?.slice(0, 10)}; nothing was changed. If they asked you to come back: paperboy subscribers confirm ${address} --resubscribe`;
}

async function firstText(
  app: App,
  { subscriber, joinedAt }: { subscriber: Subscriber; joinedAt: Date | null },
  which = 'first',
): Promise<string> {
  const zone = subscriber.preferences.zone ?? app.config.values.timezone;
  if (joinedAt !== null) {
    const when = momentIn(joinedAt, zone);
    return `Today’s issue is due for them ${when}: paperboy serve sends it, or the next paperboy run.`;
  }
  const coming = await comingDigest(app, subscriber);
  if (coming !== null) {
    // Without an hour it is the issue that decides, and who calls `paperboy run` decides when that is.
    const hour = subscriber.preferences.hour;
    const how = hour === null ? 'with the next issue, by the schedule ' : '';
    return `The ${which} digest comes ${how}${momentIn(coming.dueAt, zone)}.`;
  }
  return 'No digest comes within the next runs of the schedule: their weekdays have none, or they are paused.';
}
