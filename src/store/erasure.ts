/** Erasing a person: every row about them goes, or no longer tells whom it was about. */
import { sql } from 'kysely';
import type { Delivery } from '../model/delivery.ts';
import { addressKey, type Subscriber } from '../model/subscriber.ts';
import { inLists } from './batches.ts';
import { decodeDelivery, deliveryColumns } from './delivery-rows.ts';
import type { Session } from './session.ts';
import { SignUps } from './sign-ups.ts';
import { Suppressions } from './suppressions.ts';

/** What stands in the ledger in place of an erased person's address: the mails of an issue still add up. */
export const erasedAddress = 'erased@invalid';

export class Erasure {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Erases a subscriber, and whatever else there is about their address. Where the address must get no mail, a keyed
   * hash keeps it so. False where there is no such subscriber.
   */
  async erase(subscriberId: number): Promise<boolean> {
    return await this.#session.write(async (session) => {
      const { db, now } = session;
      const person = await db
        .deleteFrom('subscribers')
        .where('id', '=', subscriberId)
        .returning('address')
        .executeTakeFirst();
      if (person === undefined) return false;
      const { address } = person;
      const inside = new Erasure(session);
      const addresses = await inside.#addressesOf({ id: subscriberId, address });
      for (const table of ['requests', 'votes', 'delivery_items'] as const) {
        await db.deleteFrom(table).where('subscriber_id', '=', subscriberId).execute();
      }
      await db.deleteFrom('requests').where(sql`lower(address)`, 'in', addresses).execute();
      for (const one of addresses) {
        await new SignUps(session).forget(one);
        await new Suppressions(session).hide(one);
      }
      const asked = await inside.#mailsAskedFor(subscriberId);
      const theirs = [...(await inside.#mailsOf(subscriberId, addresses)), ...asked];
      await inside.#blank(
        theirs.map(({ id }) => id),
        now(),
      );
      return true;
    });
  }

  /** Takes out of mails whom they were to; none of them goes out any more. */
  async #blank(ids: readonly number[], at: string): Promise<void> {
    const { db } = this.#session;
    for (const id of ids) {
      await db
        .updateTable('deliveries')
        .set({
          ...{ address: erasedAddress, domain: 'invalid', content: null, message: null },
          ...{ raw_sha256: null, reply: null, reason: firstWords('reason') },
        })
        .where('id', '=', id)
        .execute();
      await db
        .updateTable('deliveries')
        .set({ state: 'skipped', done_at: at, reason: 'the reader is gone' })
        .where('id', '=', id)
        .where('state', '=', 'ready')
        .execute();
      await db
        .updateTable('attempts')
        .set({ domain: '', reply: null, outcome: firstWords('outcome') })
        .where('delivery_id', '=', id)
        .execute();
    }
  }

  /**
   * Every mail to a person, also one by hand, oldest first. Not those that they had sent to an address that is not
   * theirs: what became of these would tell whose it is.
   */
  async deliveriesOf(person: Pick<Subscriber, 'id' | 'address'>): Promise<Delivery[]> {
    const addresses = await this.#addressesOf(person);
    const all = await this.#mailsOf(person.id, addresses);
    const ids = all.flatMap(({ subscriberId }) => subscriberId ?? []);
    const others = await this.#readersAmong(ids.filter((id) => id !== person.id));
    return all.filter(({ subscriberId }) => subscriberId === null || !others.has(subscriberId));
  }

  /** Who had the address before them, and has another one now: what they were sent is theirs alone. */
  async #readersAmong(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const list of inLists([...new Set(ids)])) {
      const { db } = this.#session;
      const rows = await db
        .selectFrom('subscribers')
        .select('id')
        .where('id', 'in', list)
        .execute();
      for (const { id } of rows) found.add(id);
    }
    return found;
  }

  async #mailsOf(id: number, addresses: readonly string[]): Promise<Delivery[]> {
    const rows = await this.#session.db
      .selectFrom('deliveries')
      .select(deliveryColumns)
      .where((row) =>
        row.or([row('subscriber_id', '=', id), row(sql`lower(address)`, 'in', addresses)]),
      )
      .orderBy('id')
      .execute();
    return rows.map(decodeDelivery);
  }

  /** To addresses that they wanted to change to, and the last one to each that they changed from. */
  async #mailsAskedFor(id: number): Promise<{ id: number }[]> {
    return await this.#session.db
      .selectFrom('deliveries')
      .select('id')
      .where((row) =>
        row.or([
          row('dedupe_key', 'like', `address:${id}:%`),
          row('dedupe_key', 'like', `moved:${id}:%`),
        ]),
      )
      .execute();
  }

  /** Theirs, and those that were theirs and are nobody else's now, in lower case. */
  async #addressesOf({ id, address }: Pick<Subscriber, 'id' | 'address'>): Promise<string[]> {
    const rows = await this.#session.db
      .selectFrom('deliveries')
      .select(sql<string>`lower(address)`.as('former'))
      .distinct()
      .where((row) =>
        row.or([row('subscriber_id', '=', id), row('dedupe_key', 'like', `moved:${id}:%`)]),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('subscribers as s')
              .select('s.id')
              .whereRef('s.address_key', '=', sql`lower(deliveries.address)`)
              .where('s.id', '<>', id),
          ),
        ),
      )
      .execute();
    return [...new Set([addressKey(address), ...rows.map(({ former }) => former)])];
  }

  /** The keys of the papers that a mail showed. */
  async papersOf(deliveryId: number): Promise<string[]> {
    const rows = await this.#session.db
      .selectFrom('delivery_items')
      .select('paper_key')
      .where('delivery_id', '=', deliveryId)
      .orderBy('paper_key')
      .execute();
    return rows.map(({ paper_key }) => paper_key);
  }

  /**
   * Erases who came by the form, never confirmed, and has no request left, and whom readers wanted to change their
   * address to and who never agreed; `before` is UTC ISO text.
   */
  async prune(before: string): Promise<void> {
    const { db } = this.#session;
    const rows = await db
      .selectFrom('subscribers as s')
      .select('s.id')
      .where('s.from_form', '=', 1)
      .where('s.state', '<>', 'confirmed')
      .where('s.waits_since', 'is', null)
      .where('s.confirmed_at', 'is', null)
      .where('s.created_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('requests as r').select('r.id').whereRef('r.subscriber_id', '=', 's.id'),
          ),
        ),
      )
      .limit(500)
      .execute();
    for (const { id } of rows) await this.erase(id);
    await this.#pruneAsked(before);
  }

  /** To be found by the beginning of their key alone: they are no subscriber's. */
  async #pruneAsked(before: string): Promise<void> {
    const rows = await this.#session.db
      .selectFrom('deliveries as d')
      .select('d.id')
      .where('d.dedupe_key', '>=', 'address:')
      .where('d.dedupe_key', '<', 'address;')
      .where('d.created_at', '<', before)
      .where('d.address', '<>', erasedAddress)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('subscribers as s')
              .select('s.id')
              .whereRef('s.address_key', '=', sql`lower(d.address)`),
          ),
        ),
      )
      .limit(500)
      .execute();
    if (rows.length === 0) return;
    await this.#session.write(async (session) => {
      const ids = rows.map(({ id }) => id);
      await new Erasure(session).#blank(ids, session.now());
    });
  }
}

/** The class in front of the colon stays; what other servers said, which may name the address, goes. */
function firstWords(column: 'reason' | 'outcome') {
  const text = sql.ref(column);
  return sql<string>`case when instr(${text}, ':') > 0 then substr(${text}, 1, instr(${text}, ':')) else ${text} end`;
}
