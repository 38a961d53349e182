/** A day without an issue: readers who want to hear of it, or the best left over of the week, get a mail all the same. */
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { sendingDomainOf } from './mail-setup.ts';
import { planReaders, supersedeOlder } from './prepare-deliveries.ts';

const batchSize = 500;

/**
 * Plans their mails for their next send time; once a day and reader, however often it is called. An issue that comes out
 * later that day takes the place of those not sent yet.
 * @returns how many are new.
 */
export async function prepareQuietDay(app: App, store: Store, day: Day): Promise<number> {
  if ((await store.issues.get(day)) !== null) return 0;
  const now = app.now().toISOString();
  let added = 0;
  for (let after = 0; ; ) {
    const readers = await store.subscribers.confirmedAfter(after, batchSize, now);
    const last = readers.at(-1);
    if (last === undefined) return added;
    after = last.id;
    const interested = readers.filter(({ preferences }) => preferences.emptyDays !== 'skip');
    added += await store.transaction(async (tx) => {
      const planned = await planReaders(app, tx, day, now, interested);
      // There is no issue whose balance they could be part of.
      const rows = planned.map((row) => ({
        ...{ ...row, dedupeKey: `quiet:${day}:${row.subscriberId}`, joinedAt: now },
      }));
      const isNew = await tx.deliveries.plan(rows, sendingDomainOf(app));
      await supersedeOlder(tx, rows);
      return isNew;
    });
  }
}
