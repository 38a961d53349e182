/** The end of a reader's consent: the two queries behind the links in mails. */
import type { SubscriberState } from '../model/subscriber.ts';
import type { Session } from './session.ts';

export class Unsubscribes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Null where the subscriber was removed. */
  async find(id: number): Promise<{ address: string; state: SubscriberState } | null> {
    return await this.#session.read(async ({ db }) => {
      const row = await db
        .selectFrom('subscribers')
        .select(['address', 'state'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    });
  }

  /** True where it took effect by this call; the moment of the first one is kept. */
  async unsubscribe(id: number): Promise<boolean> {
    return await this.#session.write(async ({ db, now }) => {
      const { numUpdatedRows } = await db
        .updateTable('subscribers')
        .set({ state: 'unsubscribed', unsubscribed_at: now() })
        .where('id', '=', id)
        .where('state', '<>', 'unsubscribed')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }
}
