/** Which papers lack what the arXiv API may know, and when it was last asked for each. */
import { sql } from 'kysely';
import type { Day } from '../model/listing.ts';
import type { PaperId } from '../model/paper-id.ts';
import { inBatches } from './batches.ts';
import { within } from './day-span.ts';
import type { HydrationRow } from './schema.ts';
import type { Session } from './session.ts';

/**
 * Days until an id is asked for again while its paper still lacks something. What the API did not know is left alone
 * for longer than any digest looks back, and yet not for ever: an answer may have been wrong.
 */
const rest = { answered: 7, unanswered: 28 };

const batchSize = 500;

export class Hydrations {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * The arXiv ids of papers seen on any day from `from` to `to` (both included) that lack their abstract or authors,
   * but for those asked for lately. Those of papers seen last come first. `null` leaves an end open.
   */
  async lacking(from: Day | null, to: Day | null): Promise<PaperId[]> {
    const { db, now } = this.#session;
    const daysAgo = (days: number) => new Date(Date.parse(now()) - days * 86_400_000).toISOString();
    const seen = db
      .selectFrom('sightings')
      .select(['paper_key', (select) => select.fn.max('day').as('last')])
      .where(within(from, to))
      .groupBy('paper_key');
    const rows = await db
      .selectFrom(seen.as('seen'))
      .innerJoin('papers', 'papers.key', 'seen.paper_key')
      .innerJoin('paper_ids', 'paper_ids.paper_key', 'seen.paper_key')
      .leftJoin('hydrations', 'hydrations.id', 'paper_ids.id')
      .select('paper_ids.id')
      .where((is) => is.or([is('papers.abstract', 'is', null), is('papers.authors', 'is', null)]))
      .where('paper_ids.id', 'like', 'arxiv:%')
      .where((is) =>
        is.or([
          is('hydrations.asked_at', 'is', null),
          is('hydrations.asked_at', '<=', daysAgo(rest.unanswered)),
          is('hydrations.answered', '=', 1).and(
            'hydrations.asked_at',
            '<=',
            daysAgo(rest.answered),
          ),
        ]),
      )
      .orderBy('seen.last', 'desc')
      .orderBy('paper_ids.id')
      .execute();
    return rows.map(({ id }) => id as PaperId);
  }

  /** Records that `asked` were asked for just now; of those that are not among `answered` the API knew nothing. */
  async record(asked: readonly PaperId[], answered: ReadonlySet<PaperId>): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const at = now();
      const rows = asked.map(
        (id): HydrationRow => ({ id, asked_at: at, answered: answered.has(id) ? 1 : 0 }),
      );
      for (const batch of inBatches(rows, batchSize)) {
        await db
          .insertInto('hydrations')
          .values([...batch])
          .onConflict((clash) =>
            clash.column('id').doUpdateSet({
              asked_at: sql`excluded.asked_at`,
              answered: sql`excluded.answered`,
            }),
          )
          .execute();
      }
    });
  }
}
