/** Addresses that get no mail whatever else is on record: bounced, complained, or told off by the operator. */
import type { Suppression, SuppressionReason } from '../model/subscriber.ts';
import type { SuppressionRow } from './schema.ts';
import type { Session } from './session.ts';

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
    const found = await readSuppression(this.#session.db, addressKey);
    return found !== null && isInForce(found, now) ? found : null;
  }

  async isSuppressed(addressKey: string, now = this.#session.now()): Promise<boolean> {
    return (await this.get(addressKey, now)) !== null;
  }

  /** All in force at `now`, by address. */
  async list(now = this.#session.now()): Promise<Suppression[]> {
    const rows = await this.#session.db
      .selectFrom('suppressions')
      .selectAll()
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .orderBy('address_key')
      .execute();
    return rows.map(decodeSuppression);
  }

  /** Takes it back; false where there was none in force. */
  async remove(addressKey: string): Promise<boolean> {
    return this.#session.write(async ({ db, now }) => {
      const before = await readSuppression(db, addressKey);
      await db.deleteFrom('suppressions').where('address_key', '=', addressKey).execute();
      return before !== null && isInForce(before, now());
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
