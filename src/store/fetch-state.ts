/** What is known of each source's last answer, and which hosts asked to be left alone. */
import type { CoolDown } from '../lib/http/cool-down.ts';
import type { Validators } from '../lib/http/result.ts';
import type { Session } from './session.ts';

export interface FetchState {
  /** To be sent with the next request; null when the source gave none. */
  readonly validators: Validators | null;
  /** The last answer of any kind that was good (200 or 304); null before the first. UTC ISO text. */
  readonly checkedAt: string | null;
  /** When the body was last another than before. UTC ISO text. */
  readonly changedAt: string | null;
  readonly bodyHash: string | null;
  /** Failures in a row since the last good answer. */
  readonly failures: number;
}

/**
 * Takes part in `store.transaction`: record an answer in the transaction that records its papers, and never when the
 * body could not be parsed. Otherwise the next request is answered with "unchanged" and the papers are lost.
 */
export class FetchStates implements CoolDown {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What is known of the source at `address`, as it stands in the configuration; null for one never fetched. */
  async get(address: string): Promise<FetchState | null> {
    const row = await this.#session.db
      .selectFrom('fetch_state')
      .selectAll()
      .where('address', '=', address)
      .executeTakeFirst();
    if (!row) return null;
    const { etag, last_modified: lastModified, validators_from: from } = row;
    const known = from !== null && (etag !== null || lastModified !== null);
    return {
      validators: known ? { etag, lastModified, from } : null,
      checkedAt: row.checked_at,
      changedAt: row.changed_at,
      bodyHash: row.body_hash,
      failures: row.failures,
    };
  }

  /** Records a body that was fetched and parsed. Both validators are replaced, also by nothing. */
  async recordFetched(
    address: string,
    { validators, bodyHash }: { validators: Validators; bodyHash: string },
  ): Promise<{ readonly changed: boolean }> {
    return this.#session.write(async ({ db, now }) => {
      const at = now();
      const before = await db
        .selectFrom('fetch_state')
        .select(['body_hash', 'changed_at'])
        .where('address', '=', address)
        .executeTakeFirst();
      const changed = before?.body_hash !== bodyHash;
      const row = {
        ...columnsOf(validators),
        body_hash: bodyHash,
        checked_at: at,
        changed_at: changed ? at : (before.changed_at ?? at),
        failures: 0,
      };
      await db
        .insertInto('fetch_state')
        .values({ address, ...row })
        .onConflict((clash) => clash.column('address').doUpdateSet(row))
        .execute();
      return { changed };
    });
  }

  /** Records that the source has nothing new (304), with the validators as the answer left them. */
  async recordUnchanged(address: string, validators: Validators): Promise<void> {
    const row = { ...columnsOf(validators), checked_at: this.#session.now(), failures: 0 };
    await this.#session.db
      .updateTable('fetch_state')
      .set(row)
      .where('address', '=', address)
      .execute();
  }

  /** Counts a failure of whatever kind; the validators stay. Returns how many there were in a row. */
  async recordFailure(address: string): Promise<number> {
    const row = await this.#session.db
      .insertInto('fetch_state')
      .values({ address, failures: 1 })
      .onConflict((clash) =>
        clash
          .column('address')
          .doUpdateSet((known) => ({ failures: known('fetch_state.failures', '+', 1) })),
      )
      .returning('failures')
      .executeTakeFirstOrThrow();
    return row.failures;
  }

  /** Forgets a source, so that the next request gets its whole body. */
  async forget(address: string): Promise<void> {
    await this.#session.db.deleteFrom('fetch_state').where('address', '=', address).execute();
  }

  /** Until when the hosts called `name` are to be left alone, in milliseconds since 1970; null for no such wish. */
  async coolDownUntil(name: string): Promise<number | null> {
    const row = await this.#session.db
      .selectFrom('cool_downs')
      .select('until')
      .where('name', '=', name)
      .executeTakeFirst();
    return row ? Date.parse(row.until) : null;
  }

  /** Remembers, over restarts, to leave the hosts called `name` alone until then. The newest wish counts. */
  async startCoolDown(name: string, until: number): Promise<void> {
    const row = { until: new Date(until).toISOString() };
    await this.#session.db
      .insertInto('cool_downs')
      .values({ name, ...row })
      .onConflict((clash) => clash.column('name').doUpdateSet(row))
      .execute();
  }
}

function columnsOf({ etag, lastModified, from }: Validators) {
  return { etag, last_modified: lastModified, validators_from: from };
}
