/** What the daily job would do, found out by doing it in a transaction that is taken back: nothing is written. */
import { existsSync } from 'node:fs';
import { PaperboyError } from '../lib/errors.ts';
import { migrationStatus } from '../store/migration-status.ts';
import { type App, databasePath, openAppStore, today } from './app.ts';
import { type DailyRequest, type DailyResult, ingestAndPublish, isQuiet } from './daily.ts';
import { setUpMail } from './mail-setup.ts';
import { siteChanges } from './publish-site.ts';
import { prepareQuietDay } from './quiet-day.ts';
import { readListings } from './read-listings.ts';
import { rehearseDeliveries } from './rehearse-deliveries.ts';

/** As `runDaily`; `written` names the files that would change. @throws PaperboyError STORE_MISUSE before a migration. */
export async function rehearseDaily(app: App, request: DailyRequest): Promise<DailyResult> {
  const date = request.date ?? today(app);
  // What would keep mail from going out is found out as well.
  await setUpMail(app);
  const exists = existsSync(databasePath(app));
  if (exists) await refuseOldSchema(app);
  const reads = await readListings(app, {
    ...{ sources: app.config.values.sources, date: request.date, named: false },
    ...request.watch,
  });
  const store = await openAppStore(app, exists ? 'data' : 'memory');
  try {
    await store.transaction(async (tx) => {
      const ingested = await ingestAndPublish(app, tx, date, reads, {
        ...{ isRehearsal: true, waits: false, pending: false },
      });
      const written = [...(await siteChanges(app, tx)).keys()];
      if (isQuiet(ingested)) await prepareQuietDay(app, tx, date);
      const all = await rehearseDeliveries(app, tx);
      const wouldSend = all.filter(({ address }) => isFor(address, request.only));
      throw new Rehearsed({ date, reads, ...ingested, written, delivery: null, wouldSend });
    });
    throw new Error('the rehearsal was not taken back');
  } catch (error) {
    if (error instanceof Rehearsed) return error.result;
    throw error;
  } finally {
    await store.close();
  }
}

function isFor(address: string, only: string | null | undefined): boolean {
  return only == null || address.toLowerCase() === only.toLowerCase();
}

/** Thrown to take the transaction back. */
class Rehearsed extends Error {
  readonly result: DailyResult;

  constructor(result: DailyResult) {
    super('taken back');
    this.result = result;
  }
}

async function refuseOldSchema(app: App): Promise<void> {
  const { pending } = await migrationStatus(databasePath(app));
  if (pending.length === 0) return;
  throw new PaperboyError(
    'STORE_MISUSE',
    `the database would first be brought to a newer schema (${pending.join(', ')}), which --dry-run must not do`,
    { hint: 'Run paperboy migrate, then this again.' },
  );
}
