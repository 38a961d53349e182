/** The readers who get digests by mail: who they are, what they want, and whether they agreed. */
import type { Selectable, Updateable } from 'kysely';
import type { Day } from '../model/listing.ts';
import {
  addressKey,
  type Consent,
  type Preferences,
  type Subscriber,
  type SubscriberState,
} from '../model/subscriber.ts';
import { decodePreferences, encodePreferences } from './preferences-json.ts';
import type { SubscriberRow } from './schema.ts';
import type { Session } from './session.ts';

export interface NewSubscriber {
  /** One plain address, checked, its domain in ASCII. */
  readonly address: string;
  readonly state: SubscriberState;
  readonly preferences: Preferences;
  readonly consent: Consent | null;
  readonly pausedUntil?: Day | null;
  /** UTC ISO texts, where they are known from elsewhere; the present moment unless given. */
  readonly createdAt?: string;
  readonly confirmedAt?: string | null;
  readonly unsubscribedAt?: string | null;
}

export interface ListRequest {
  readonly state?: SubscriberState;
  readonly limit?: number;
  /** Those of a higher id alone. */
  readonly afterId?: number;
}

/** `waiting` are those of the unconfirmed who wait for the operator's word. */
export type SubscriberCounts = Readonly<Record<SubscriberState | 'waiting', number>>;

/** Everything that names an id which nobody has returns null (or false) and changes nothing. All can be repeated. */
export class Subscribers {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Adds a reader. Whoever has the address already stays as they are: they are returned, `isNew` false. */
  async add(given: NewSubscriber): Promise<{ subscriber: Subscriber; isNew: boolean }> {
    return this.#session.write(async ({ db, now }) => {
      const before = await readByKey(db, addressKey(given.address));
      if (before !== null) return { subscriber: before, isNew: false };
      const at = now();
      const { address, state, consent } = given;
      const row = await db
        .insertInto('subscribers')
        .values({
          address_key: addressKey(address),
          address,
          state,
          preferences: encodePreferences(given.preferences),
          paused_until: given.pausedUntil ?? null,
          ...consentColumns(consent),
          created_at: given.createdAt ?? at,
          confirmed_at: given.confirmedAt ?? (state === 'confirmed' ? at : null),
          unsubscribed_at: state === 'unsubscribed' ? (given.unsubscribedAt ?? at) : null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return { subscriber: decodeSubscriber(row), isNew: true };
    });
  }

  async get(id: number): Promise<Subscriber | null> {
    return readById(this.#session.db, id);
  }

  /** By address, capitals or not. */
  async find(address: string): Promise<Subscriber | null> {
    return readByKey(this.#session.db, addressKey(address));
  }

  /** In the order in which they were added. */
  async list({ state, limit, afterId = 0 }: ListRequest = {}): Promise<Subscriber[]> {
    let query = this.#session.db.selectFrom('subscribers').selectAll().where('id', '>', afterId);
    if (state !== undefined) query = query.where('state', '=', state);
    if (limit !== undefined) query = query.limit(limit);
    const rows = await query.orderBy('id').execute();
    return rows.map(decodeSubscriber);
  }

  /** Up to `limit` readers behind `afterId` who had agreed when the issue came out (UTC ISO text), by id. */
  async confirmedAfter(afterId: number, limit: number, publishedAt: string): Promise<Subscriber[]> {
    const rows = await this.#session.db
      .selectFrom('subscribers')
      .selectAll()
      .where('id', '>', afterId)
      .where('state', '=', 'confirmed')
      .where('confirmed_at', '<=', publishedAt)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(decodeSubscriber);
  }

  async counts(): Promise<SubscriberCounts> {
    const rows = await this.#session.db
      .selectFrom('subscribers')
      .select(['state', ({ fn }) => fn.countAll<number>().as('number')])
      .groupBy('state')
      .execute();
    const waiting = await this.#session.db
      .selectFrom('subscribers')
      .select(({ fn }) => fn.countAll<number>().as('number'))
      .where('waits_since', 'is not', null)
      .executeTakeFirst();
    const numberOf = (state: SubscriberState) =>
      Number(rows.find((row) => row.state === state)?.number ?? 0);
    return {
      unconfirmed: numberOf('unconfirmed'),
      confirmed: numberOf('confirmed'),
      unsubscribed: numberOf('unsubscribed'),
      waiting: Number(waiting?.number ?? 0),
    };
  }

  /** Replaces all preferences. */
  async setPreferences(id: number, preferences: Preferences): Promise<Subscriber | null> {
    return this.#update(id, () => ({ preferences: encodePreferences(preferences) }));
  }

  /**
   * They agree, from now on; also who had unsubscribed, so ask before. Somebody confirmed stays as they are. Without a
   * consent the one on record stays.
   */
  async confirm(id: number, consent: Consent | null = null): Promise<Subscriber | null> {
    return this.#update(id, (before, at) =>
      before.state === 'confirmed'
        ? {}
        : {
            state: 'confirmed',
            confirmed_at: at,
            unsubscribed_at: null,
            waits_since: null,
            ...(consent === null ? {} : consentColumns(consent)),
          },
    );
  }

  /** They agree, and the operator decides: no mail before `confirm`. Somebody confirmed stays as they are. */
  async waitForApproval(id: number, consent: Consent): Promise<Subscriber | null> {
    return this.#update(id, (before, at) =>
      before.state === 'confirmed'
        ? {}
        : {
            ...{ state: 'unconfirmed', unsubscribed_at: null },
            waits_since: before.waitsSince ?? at,
            ...consentColumns(consent),
          },
    );
  }

  /**
   * The id of who has the address, who is added unconfirmed where nobody has: one statement that writes either way, so
   * that nobody can tell from outside.
   */
  async idFor(address: string, preferences: Preferences): Promise<number> {
    return this.#session.write(async ({ db, now }) => {
      const row = await db
        .insertInto('subscribers')
        .values({
          ...{ address_key: addressKey(address), address, state: 'unconfirmed', from_form: 1 },
          ...{ preferences: encodePreferences(preferences), created_at: now() },
        })
        .onConflict((clash) =>
          clash.column('address_key').doUpdateSet({ address_key: addressKey(address) }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    });
  }

  /** True for who came by the form on the page. */
  async isFromForm(id: number): Promise<boolean> {
    const row = await this.#session.db
      .selectFrom('subscribers')
      .select('from_form')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.from_form === 1;
  }

  /** Ends it, effective at once; the first time counts. `at` is UTC ISO text, the present moment unless given. */
  async unsubscribe(id: number, at?: string): Promise<Subscriber | null> {
    return this.#update(id, (before, now) =>
      before.state === 'unsubscribed'
        ? {}
        : { state: 'unsubscribed', unsubscribed_at: at ?? now, waits_since: null },
    );
  }

  /** No mail before the day, by the reader's clock; null ends the pause. */
  async pause(id: number, until: Day | null): Promise<Subscriber | null> {
    return this.#update(id, () => ({ paused_until: until }));
  }

  /**
   * Mail goes to another address from now on, with another consent. `taken` where it is somebody else's: nothing is
   * changed then. Who was asked there whether they want mail, and never said so, makes room.
   */
  async move(
    id: number,
    address: string,
    consent: Consent,
  ): Promise<{ readonly what: 'moved' | 'taken' | 'unknown' }> {
    return this.#session.write(async ({ db }) => {
      const holder = await readByKey(db, addressKey(address));
      if (holder !== null && holder.id !== id) {
        if (!hasNeverAgreed(holder)) return { what: 'taken' };
        await db.deleteFrom('subscribers').where('id', '=', holder.id).execute();
        await db.deleteFrom('requests').where('subscriber_id', '=', holder.id).execute();
      }
      const row = await db
        .updateTable('subscribers')
        .set({ address, address_key: addressKey(address), ...consentColumns(consent) })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return { what: row === undefined ? 'unknown' : 'moved' };
    });
  }

  /** Forgets them; their deliveries stay in the ledger, naming an id that nobody ever gets again. */
  async remove(id: number): Promise<boolean> {
    return this.#session.write(async ({ db }) => {
      const gone = await db
        .deleteFrom('subscribers')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return gone !== undefined;
    });
  }

  async #update(
    id: number,
    changesOf: (before: Subscriber, now: string) => Updateable<SubscriberRow>,
  ): Promise<Subscriber | null> {
    return this.#session.write(async ({ db, now }) => {
      const before = await readById(db, id);
      if (before === null) return null;
      const changes = changesOf(before, now());
      if (Object.keys(changes).length === 0) return before;
      const row = await db
        .updateTable('subscribers')
        .set(changes)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      return decodeSubscriber(row);
    });
  }
}

/** Somebody typed the address into a form, and nothing came of it. */
export function hasNeverAgreed({ state, confirmedAt, waitsSince }: Subscriber): boolean {
  return state === 'unconfirmed' && confirmedAt === null && waitsSince === null;
}

function consentColumns(consent: Consent | null) {
  return {
    consent_source: consent?.source ?? null,
    consent_wording: consent?.wording ?? null,
    consent_at: consent?.at ?? null,
  };
}

async function readById(db: Session['db'], id: number): Promise<Subscriber | null> {
  const rows = db.selectFrom('subscribers').selectAll().where('id', '=', id);
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : decodeSubscriber(row);
}

async function readByKey(db: Session['db'], key: string): Promise<Subscriber | null> {
  const rows = db.selectFrom('subscribers').selectAll().where('address_key', '=', key);
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : decodeSubscriber(row);
}

/** A row as it was read. */
type ReadRow = Omit<Selectable<SubscriberRow>, 'from_form'>;

function decodeSubscriber(row: ReadRow): Subscriber {
  const { consent_source: source, consent_wording: wording, consent_at: at } = row;
  return {
    id: row.id,
    address: row.address,
    state: row.state,
    preferences: decodePreferences(row.preferences),
    pausedUntil: row.paused_until,
    consent: source === null || at === null ? null : { source, wording: wording ?? '', at },
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    unsubscribedAt: row.unsubscribed_at,
    waitsSince: row.waits_since,
  };
}
