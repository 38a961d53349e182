/** What `paperboy subscribers list` and `show` print. */
import { displayWidth } from '../lib/display-width.ts';
import { PaperboyError } from '../lib/errors.ts';
import { count } from '../lib/text.ts';
import { today } from '../pipeline/app.ts';
import { comingDigest } from '../pipeline/first-digest.ts';
import { listReaders, showReader, suppressionsByKey } from '../pipeline/subscribers.ts';
import type { GlobalOptions } from './context.ts';
import { momentIn, preferenceText, readerJson, stateText, timesText } from './reader-text.ts';
import { withReaders } from './subscribers-actions.ts';

const states = ['unconfirmed', 'waiting', 'confirmed', 'unsubscribed', 'suppressed'];

export async function listSubscribers(
  options: GlobalOptions & { readonly state?: string },
): Promise<void> {
  const { state } = options;
  if (state !== undefined && !states.includes(state)) {
    throw new PaperboyError('USAGE', `there is no state ${state}`, {
      hint: `Choose one of ${states.join(', ')}.`,
    });
  }
  await withReaders(options, async ({ app, console, store }) => {
    const all = await listReaders(store);
    const readers = all.filter(({ subscriber, suppression }) =>
      state === 'suppressed'
        ? suppression !== null
        : state === 'waiting'
          ? subscriber.waitsSince !== null
          : subscriber.state === (state ?? subscriber.state),
    );
    const keys = new Set(all.map(({ suppression }) => suppression?.addressKey));
    const suppressed = [...(await suppressionsByKey(store)).values()];
    const others = suppressed.filter(({ addressKey }) => !keys.has(addressKey));
    const shownOthers = state === undefined || state === 'suppressed' ? others : [];
    const counts = {
      ...(await store.subscribers.counts()),
      suppressed: suppressed.length,
      bounced: suppressed.filter(({ reason }) => reason === 'bounce').length,
    };
    if (options.json === true) {
      const json = {
        subscribers: readers.map(readerJson),
        suppressed: shownOthers.map(({ addressKey: address, ...rest }) => ({ address, ...rest })),
        counts,
      };
      await console.result(`${JSON.stringify(json, null, 2)}\n`);
      return;
    }
    const day = today(app);
    const rows = [
      ...readers.map((reader) => [
        reader.subscriber.address,
        stateText(reader, day),
        timesText(reader.subscriber.preferences),
      ]),
      ...shownOthers.map(({ addressKey, reason, detail }) => [
        addressKey,
        `no reader, suppressed (${reason})`,
        detail,
      ]),
    ];
    for (const line of aligned(rows)) await console.result(`${line}\n`);
    if (all.length === 0) console.note('There are no readers: paperboy subscribers add ADDRESS');
    else {
      console.note(
        `${count(counts.confirmed, 'reader')}, ${counts.unconfirmed} unconfirmed (${counts.waiting} waiting for approval), ${counts.unsubscribed} unsubscribed, ${counts.suppressed} suppressed (${counts.bounced} bounced)`,
      );
    }
  });
}

export async function showSubscriber(address: string, options: GlobalOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const reader = await showReader(store, address);
    if (options.json === true) {
      await console.result(`${JSON.stringify(readerJson(reader), null, 2)}\n`);
      return;
    }
    const { subscriber, suppression } = reader;
    const { consent, confirmedAt, unsubscribedAt } = subscriber;
    const coming =
      subscriber.state === 'confirmed' && suppression === null
        ? await comingDigest(app, subscriber)
        : null;
    const facts: readonly (readonly [string, string | null])[] = [
      ['state', stateText(reader, today(app))],
      ['suppressed', suppression === null ? null : `${suppression.at}: ${suppression.detail}`],
      ['added', subscriber.createdAt],
      ['waits since', subscriber.waitsSince],
      ['confirmed', confirmedAt],
      ['unsubscribed', unsubscribedAt],
      ['consent', consent === null ? null : `${consent.source}, ${consent.at}: ${consent.wording}`],
      ['next digest', coming === null ? null : momentIn(coming.dueAt, coming.zone)],
    ];
    const lines = [
      subscriber.address,
      ...facts.flatMap(([name, text]) =>
        text === null ? [] : [`  ${`${name} `.padEnd(15)}${text}`],
      ),
      ...preferenceText(subscriber.preferences).map((line) => `  ${line}`),
    ];
    await console.result(`${lines.join('\n')}\n`);
  });
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((at) => Math.max(0, ...rows.map((row) => displayWidth(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - displayWidth(cell))))
      .join('  ')
      .trimEnd(),
  );
}
