/** Which listings were read: one row a source and day, with how many entries it had. */
import type { Day } from '../model/listing.ts';
import { within } from './day-span.ts';
import type { Session } from './session.ts';

export interface RecordedListing {
  readonly source: string;
  readonly day: Day;
  /** The name of the format it was read as. */
  readonly format: string;
  /** The most entries that a reading of it had: a feed that drops old ones has listed them all the same. */
  readonly listed: number;
}

export class Listings {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Records a reading; read again, the listing keeps the moment of the first reading. */
  async record(row: RecordedListing): Promise<void> {
    const { db, now } = this.#session;
    const at = now();
    await db
      .insertInto('listings')
      .values({
        source: row.source,
        day: row.day,
        format: row.format,
        listed: row.listed,
        first_read_at: at,
        last_read_at: at,
      })
      .onConflict((clash) =>
        clash.columns(['source', 'day']).doUpdateSet((eb) => ({
          format: row.format,
          listed: eb
            .case()
            .when('excluded.listed', '>', eb.ref('listings.listed'))
            .then(eb.ref('excluded.listed'))
            .else(eb.ref('listings.listed'))
            .end(),
          last_read_at: at,
        })),
      )
      .execute();
  }

  /** The listings of the days from `from` to `to`, both included, by day and source; `null` leaves an end open. */
  async between(from: Day | null, to: Day | null): Promise<RecordedListing[]> {
    return this.#session.db
      .selectFrom('listings')
      .select(['source', 'day', 'format', 'listed'])
      .where(within(from, to))
      .orderBy('day')
      .orderBy('source')
      .execute();
  }

  /** The newest day that any source listed papers for, or null before the first listing. */
  async lastDay(): Promise<Day | null> {
    const row = await this.#session.db
      .selectFrom('listings')
      .select('day')
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.day ?? null;
  }
}
