/** What readers said of papers: more like this, or less. */
import type { Session } from './session.ts';

export interface Vote {
  readonly paperKey: string;
  readonly value: 1 | -1;
  /** UTC ISO text. */
  readonly at: string;
}

export class Votes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The last vote counts. */
  async put(subscriberId: number, paperKey: string, value: 1 | -1): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const at = now();
      await db
        .insertInto('votes')
        .values({ subscriber_id: subscriberId, paper_key: paperKey, value, at })
        .onConflict((clash) =>
          clash.columns(['subscriber_id', 'paper_key']).doUpdateSet({ value, at }),
        )
        .execute();
    });
  }

  /** All of a subscriber, by the papers' keys at the time. */
  async of(subscriberId: number): Promise<Vote[]> {
    const rows = await this.#session.db
      .selectFrom('votes')
      .select(['paper_key', 'value', 'at'])
      .where('subscriber_id', '=', subscriberId)
      .orderBy('at')
      .orderBy('paper_key')
      .execute();
    return rows.map(({ paper_key: paperKey, value, at }) => ({ paperKey, value, at }));
  }
}
