/** Addresses that get no mail whatever else is on record: bounced, complained, or told off by the operator. */
import { keyedHash, mailboxOf } from '../lib/address-bucket.ts';
import type { Suppression, SuppressionReason } from '../model/subscriber.ts';
import type { SuppressionRow } from './schema.ts';
import { Secrets } from './secrets.ts';
import type { Session } from './session.ts';

/** Before the keyed hash of an address that nothing else is known of any more. */
const hashed = 'hash:';

/** What stays when an address has a reason already: what a person said counts more than what a server did. */
const strength = {
  full: 1,
  bounce: 2,
  operator: 3,
  complaint: 4,
  never: 5,
} as const satisfies Record<SuppressionReason, number>;

export class Suppressions {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Suppresses an address from then on. One in force is never weakened: one for ever stays against one that ends, the
   * stronger of two reasons stays, and the later of two ends. Returns what is in force now.
   */
  async put(given: Suppression): Promise<Suppression> {
    return this.#session.write(async ({ db, now }) => {
      const before = await readSuppression(db, given.addressKey);
      const kept = before !== null && isInForce(before, now()) ? stronger(before, given) : given;
      const { addressKey, ...row } = kept;
      await db
        .insertInto('suppressions')
        .values({ address_key: addressKey, ...row })
        .onConflict((clash) => clash.column('address_key').doUpdateSet(row))
        .execute();
      return kept;
    });
  }

  /** The one in force at `now` (UTC ISO text; the present moment unless given), or null. */
  async get(addressKey: string, now = this.#session.now()): Promise<Suppression | null> {
    const keys = [addressKey, ...(await this.#hiddenKeys(addressKey))];
    const rows = await this.#session.db
      .selectFrom('suppressions')
      .selectAll()
      .where('address_key', 'in', keys)
      .execute();
    const [first, ...others] = rows.map(decodeSuppression).filter((one) => isInForce(one, now));
    return first === undefined ? null : { ...others.reduce(stronger, first), addressKey };
  }

  /**
   * No mail ever again, because the person said so: neither to the address nor to others that surely lead to the same
   * mailbox.
   */
  async never(address: string, detail: string): Promise<void> {
    await this.#session.write(async (session) => {
      const { now } = session;
      const inside = new Suppressions(session);
      const rest = { reason: 'never', at: now(), until: null } as const;
      await inside.put({ addressKey: address.toLowerCase(), detail, ...rest });
      const key = (await new Secrets(session).all()).at(-1)!;
      const addressKey = `${hashed}${keyedHash(key, 'mailbox', mailboxOf(address))}`;
      await inside.put({ addressKey, detail: 'said so', ...rest });
    });
  }

  /** Of one in force only a keyed hash stays, by which `get` still finds it. */
  async hide(address: string): Promise<void> {
    await this.#session.write(async (session) => {
      const { db, now } = session;
      const before = await readSuppression(db, address.toLowerCase());
      if (before === null) return;
      await db.deleteFrom('suppressions').where('address_key', '=', before.addressKey).execute();
      if (!isInForce(before, now())) return;
      const key = (await new Secrets(session).all()).at(-1)!;
      const addressKey = `${hashed}${keyedHash(key, 'address', before.addressKey)}`;
      await new Suppressions(session).put({ ...before, addressKey, detail: 'erased' });
    });
  }

  /** By the oldest key, which every later one keeps beside it. Without a key nothing was ever hidden. */
  async #hiddenKeys(addressKey: string): Promise<string[]> {
    const key = (await new Secrets(this.#session).known()).at(-1);
    if (key === undefined) return [];
    return [
      `${hashed}${keyedHash(key, 'address', addressKey)}`,
      `${hashed}${keyedHash(key, 'mailbox', mailboxOf(addressKey))}`,
    ];
  }

  async isSuppressed(addressKey: string, now = this.#session.now()): Promise<boolean> {
    return (await this.get(addressKey, now)) !== null;
  }

  /** All in force at `now`, by address; not those of which only a hash is left. */
  async list(now = this.#session.now()): Promise<Suppression[]> {
    const rows = await this.#session.db
      .selectFrom('suppressions')
      .selectAll()
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .where('address_key', 'not like', `${hashed}%`)
      .orderBy('address_key')
      .execute();
    return rows.map(decodeSuppression);
  }

  /** Takes it back; false where there was none in force. */
  async remove(addressKey: string): Promise<boolean> {
    return this.#session.write(async (session) => {
      const { db, now } = session;
      const keys = [addressKey, ...(await new Suppressions(session).#hiddenKeys(addressKey))];
      const gone = await db
        .deleteFrom('suppressions')
        .where('address_key', 'in', keys)
        .returningAll()
        .execute();
      return gone.some((row) => isInForce(decodeSuppression(row), now()));
    });
  }
}

function isInForce({ until }: Suppression, now: string): boolean {
  return until === null || until > now;
}

function stronger(before: Suppression, given: Suppression): Suppression {
  const kept = strength[given.reason] > strength[before.reason] ? given : before;
  if (before.until === null) return given.until === null ? kept : before;
  if (given.until === null) return given;
  return { ...kept, until: before.until > given.until ? before.until : given.until };
}

async function readSuppression(db: Session['db'], key: string): Promise<Suppression | null> {
  const rows = db.selectFrom('suppressions').selectAll().where('address_key', '=', key);
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : decodeSuppression(row);
}

function decodeSuppression(row: SuppressionRow): Suppression {
  const { address_key: addressKey, reason, detail, at, until } = row;
  return { addressKey, reason, detail, at, until };
}
