/** Whose turn it is at hosts that are asked one request at a time: a lease in the database, so over all processes. */
import { type GateRows, type GateTurn, longestHold, type Taking } from '../lib/http/gate-rows.ts';
import type { Session } from './session.ts';

export class Gates implements GateRows {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Takes the gate for `holdFor` milliseconds, or says from when on it may be tried again. One statement, so of two
   * processes one gets it. A holder that dies keeps it until its lease ends, and the interval is kept after that too.
   */
  async take({ name, owner, now, holdFor, interval }: Taking): Promise<GateTurn> {
    const { db } = this.#session;
    const at = isoOf(now);
    // Later than any lease can end, so written before the clock was set back.
    const absurd = isoOf(now + longestHold);
    // Given back, the moment is brought forward; not given back, it holds: lease and pause.
    const held = { owner, next_at: isoOf(now + holdFor + interval) };
    const taken = await db
      .insertInto('gates')
      .values({ name, ...held })
      .onConflict((clash) =>
        clash
          .column('name')
          .doUpdateSet(held)
          .where((row) =>
            row.or([row('gates.next_at', '<=', at), row('gates.next_at', '>', absurd)]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    if (taken) return 'taken';
    const row = await db
      .selectFrom('gates')
      .select(['owner', 'next_at'])
      .where('name', '=', name)
      .executeTakeFirst();
    return { held: row?.owner !== null, readyAt: row ? Date.parse(row.next_at) : now };
  }

  /** Frees the gate for whoever comes after `nextAt`; does nothing where the lease went to another meanwhile. */
  async giveBack(name: string, owner: string, nextAt: number): Promise<void> {
    await this.#session.db
      .updateTable('gates')
      .set({ owner: null, next_at: isoOf(nextAt) })
      .where('name', '=', name)
      .where('owner', '=', owner)
      .execute();
  }
}

function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}
