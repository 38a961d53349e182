/** How each way of sending fares, over restarts: left alone for a while after failures, or paused until somebody acts. */
import { prepareQuery } from './prepared.ts';
import type { Session } from './session.ts';

export interface RouteState {
  /** Failures in a row. */
  readonly failures: number;
  /** UTC ISO text; null where nothing stands in the way. */
  readonly blockedUntil: string | null;
  readonly pausedReason: string | null;
}

const readRoute = prepareQuery<{ name: string }, RouteState>(['name'], (db, { name }) =>
  db
    .selectFrom('routes')
    .select(['failures', 'blocked_until as blockedUntil', 'paused_reason as pausedReason'])
    .where('name', '=', name),
);

const deleteRoute = prepareQuery<{ name: string }, unknown>(['name'], (db, { name }) =>
  db.deleteFrom('routes').where('name', '=', name),
);

export class Routes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(name: string): Promise<RouteState> {
    const [row] = await readRoute(this.#session.db, { name });
    return row ?? { failures: 0, blockedUntil: null, pausedReason: null };
  }

  /**
   * One more failure in a row; `blockedUntil` follows from how many there are now. Returns that number. What several
   * connections meet at once is one failure: while the route is left alone, no more are counted.
   */
  async fail(name: string, blockedUntil: (failures: number) => string): Promise<number> {
    return await this.#session.write(async ({ db, now }) => {
      const row = await db
        .selectFrom('routes')
        .select(['failures', 'blocked_until'])
        .where('name', '=', name)
        .executeTakeFirst();
      if (row !== undefined && row.blocked_until !== null && row.blocked_until > now()) {
        return row.failures;
      }
      const failures = (row?.failures ?? 0) + 1;
      const values = { failures, blocked_until: blockedUntil(failures) };
      await db
        .insertInto('routes')
        .values({ name, ...values, paused_at: null, paused_reason: null })
        .onConflict((clash) => clash.column('name').doUpdateSet(values))
        .execute();
      return failures;
    });
  }

  /** Nothing is sent this way until `clear`. */
  async pause(name: string, reason: string): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const values = { paused_at: now(), paused_reason: reason };
      await db
        .insertInto('routes')
        .values({ name, failures: 0, blocked_until: null, ...values })
        .onConflict((clash) => clash.column('name').doUpdateSet(values))
        .execute();
    });
  }

  /** It works: failures are forgotten. A pause stays, whatever another connection had under way when it came. */
  async works(name: string): Promise<void> {
    await this.#session.db
      .deleteFrom('routes')
      .where('name', '=', name)
      .where('paused_reason', 'is', null)
      .execute();
  }

  /** To be tried at once, whatever stood in the way. */
  async clear(name: string): Promise<void> {
    await deleteRoute(this.#session.db, { name });
  }

  /** Those that failed or are paused. */
  async troubled(): Promise<(RouteState & { name: string })[]> {
    return await this.#session.db
      .selectFrom('routes')
      .select([
        'name',
        'failures',
        'blocked_until as blockedUntil',
        'paused_reason as pausedReason',
      ])
      .orderBy('name')
      .execute();
  }
}
