/** How far the delivery of each issue has come: planned for whom, balanced or not, paused, closed. */
import type { DeliveryState } from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import { countStates } from './delivery-counts.ts';
import type { Session } from './session.ts';

export interface IssueProgress {
  readonly day: Day;
  /** UTC ISO text: who confirmed later is no candidate. */
  readonly publishedAt: string;
  readonly state: 'open' | 'paused' | 'closed';
  /** The last subscriber planned for, by id. */
  readonly preparedTo: number;
  readonly preparedAt: string | null;
  readonly candidates: number;
  readonly excluded: number;
}

export interface Balance extends IssueProgress {
  /** Of the digests planned for candidates; of those who joined later nothing is counted. */
  readonly states: ReadonlyMap<DeliveryState, number>;
  /** Everything planned, and every digest at an end. */
  readonly isDone: boolean;
  /** Candidates = ends + excluded. */
  readonly isBalanced: boolean;
}

const columns = [
  'day',
  'published_at as publishedAt',
  'state',
  'prepared_to as preparedTo',
  'prepared_at as preparedAt',
  'n_candidates as candidates',
  'n_excluded as excluded',
] as const;

export class IssuesProgress {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(day: Day): Promise<IssueProgress | null> {
    const { db } = this.#session;
    const row = await db
      .selectFrom('issues')
      .select(columns)
      .where('day', '=', day)
      .executeTakeFirst();
    return row ?? null;
  }

  /** Not closed, oldest first. */
  async open(): Promise<IssueProgress[]> {
    return await this.#session.db
      .selectFrom('issues')
      .select(columns)
      .where('state', '<>', 'closed')
      .orderBy('day')
      .execute();
  }

  /** A batch of readers has been planned; `done` with the last one. To be called within the transaction of their rows. */
  async advance(
    day: Day,
    batch: { readonly to: number; readonly candidates: number; readonly excluded: number },
  ): Promise<void> {
    const { db } = this.#session;
    await db
      .updateTable('issues')
      .set((set) => ({
        prepared_to: batch.to,
        n_candidates: set('n_candidates', '+', batch.candidates),
        n_excluded: set('n_excluded', '+', batch.excluded),
      }))
      .where('day', '=', day)
      .execute();
  }

  async finishPreparing(day: Day): Promise<void> {
    const { db, now } = this.#session;
    await db.updateTable('issues').set({ prepared_at: now() }).where('day', '=', day).execute();
  }

  async setState(day: Day, state: 'open' | 'paused'): Promise<boolean> {
    const result = await this.#session.db
      .updateTable('issues')
      .set({ state })
      .where('day', '=', day)
      .where('state', '<>', 'closed')
      .executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  }

  /** From the rows themselves, not from counters. */
  async balance(day: Day): Promise<Balance | null> {
    const progress = await this.get(day);
    if (progress === null) return null;
    const states = await countStates(this.#session.db, day);
    const number = (state: DeliveryState) => states.get(state) ?? 0;
    const ends =
      number('accepted') +
      number('rejected') +
      number('expired') +
      number('skipped') +
      number('uncertain');
    const underWay = number('ready') + number('claimed') + number('handed');
    return {
      ...progress,
      states,
      isDone: progress.preparedAt !== null && underWay === 0,
      isBalanced: progress.candidates === ends + underWay + progress.excluded,
    };
  }

  /** Closes every open issue that is done and balanced; returns those that are done and are not. */
  async closeDone(): Promise<{ closed: Day[]; unbalanced: Day[] }> {
    return await this.#session.write(async (session) => {
      const all = new IssuesProgress(session);
      const closed: Day[] = [];
      const unbalanced: Day[] = [];
      for (const { day } of await all.open()) {
        const balance = await all.balance(day);
        if (balance === null || !balance.isDone) continue;
        if (!balance.isBalanced) {
          unbalanced.push(day);
          continue;
        }
        await session.db
          .updateTable('issues')
          .set({ state: 'closed' })
          .where('day', '=', day)
          .execute();
        closed.push(day);
      }
      return { closed, unbalanced };
    });
  }
}
