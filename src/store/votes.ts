/** What readers said of papers: more like this, or less. */
import type { VoteOrigin } from '../model/taste.ts';
import { inLists } from './batches.ts';
import type { Session } from './session.ts';

export interface Vote {
  readonly paperKey: string;
  readonly value: 1 | -1;
  /** UTC ISO text. */
  readonly at: string;
  readonly origin: VoteOrigin;
}

export class Votes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The last vote counts. `subscriberId` 0 is oneself. */
  async put(
    subscriberId: number,
    paperKey: string,
    value: 1 | -1,
    origin: VoteOrigin = 'page',
  ): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const at = now();
      await db
        .insertInto('votes')
        .values({ subscriber_id: subscriberId, paper_key: paperKey, value, at, origin })
        .onConflict((clash) =>
          clash.columns(['subscriber_id', 'paper_key']).doUpdateSet({ value, at, origin }),
        )
        .execute();
    });
  }

  /** Everybody who ever voted. */
  async voters(): Promise<ReadonlySet<number>> {
    const rows = await this.#session.db
      .selectFrom('votes')
      .select('subscriber_id')
      .distinct()
      .execute();
    return new Set(rows.map(({ subscriber_id: id }) => id));
  }

  /** The keys of all papers that somebody likes, each once. */
  async liked(): Promise<string[]> {
    const rows = await this.#session.db
      .selectFrom('votes')
      .select('paper_key')
      .distinct()
      .where('value', '=', 1)
      .orderBy('paper_key')
      .execute();
    return rows.map(({ paper_key: key }) => key);
  }

  /** All of a subscriber, oldest first, by the papers' keys at the time. */
  async of(subscriberId: number): Promise<Vote[]> {
    const rows = await this.#session.db
      .selectFrom('votes')
      .select(['paper_key', 'value', 'at', 'origin'])
      .where('subscriber_id', '=', subscriberId)
      .orderBy('at')
      .orderBy('paper_key')
      .execute();
    return rows.map(({ paper_key: paperKey, ...vote }) => ({ paperKey, ...vote }));
  }

  /** How many of the papers `keys` the subscriber had voted on. */
  async forget(subscriberId: number, keys: readonly string[]): Promise<number> {
    return await this.#session.write(async ({ db }) => {
      let forgotten = 0;
      for (const list of inLists(keys)) {
        const rows = await db
          .deleteFrom('votes')
          .where('subscriber_id', '=', subscriberId)
          .where('paper_key', 'in', list)
          .returning('paper_key')
          .execute();
        forgotten += rows.length;
      }
      return forgotten;
    });
  }
}
