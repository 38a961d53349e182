/** Which days the daily job has been through, so that the schedule knows across restarts what is still due. */
import type { Day } from '../model/listing.ts';
import type { Session } from './session.ts';

export interface DailyRun {
  /** UTC ISO text: when the latest run for the day began. */
  readonly startedAt: string;
  /** UTC ISO text: when the latest run that came to its end did so; null where none has. */
  readonly finishedAt: string | null;
}

export class DailyRuns {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async start(day: Day): Promise<void> {
    const { db, now } = this.#session;
    const at = now();
    await db
      .insertInto('daily_runs')
      .values({ day, started_at: at, finished_at: null })
      .onConflict((clash) => clash.column('day').doUpdateSet({ started_at: at }))
      .execute();
  }

  async finish(day: Day): Promise<void> {
    const { db, now } = this.#session;
    await db.updateTable('daily_runs').set({ finished_at: now() }).where('day', '=', day).execute();
  }

  async get(day: Day): Promise<DailyRun | null> {
    const row = await this.#session.db
      .selectFrom('daily_runs')
      .select(['started_at as startedAt', 'finished_at as finishedAt'])
      .where('day', '=', day)
      .executeTakeFirst();
    return row ?? null;
  }

  /** The newest day whose run came to its end, or null. */
  async lastFinished(): Promise<Day | null> {
    const row = await this.#session.db
      .selectFrom('daily_runs')
      .select('day')
      .where('finished_at', 'is not', null)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.day ?? null;
  }
}
