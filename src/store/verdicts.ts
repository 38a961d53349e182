/** What each source's reading amounted to, one row a source and day, and the notices that the operator was given. */
import type { Day } from '../model/listing.ts';
import type { VerdictName } from '../model/verdict.ts';
import type { VerdictRow } from './schema.ts';
import type { Session } from './session.ts';

export interface RecordedVerdict {
  readonly source: string;
  readonly day: Day;
  readonly verdict: VerdictName;
  /** For people. */
  readonly why: string;
  /** New papers of that day, of all its readings together. */
  readonly new: number;
  /** UTC ISO text. */
  readonly judgedAt: string;
}

/** An open notice: a source has been in trouble since a day. */
export interface SourceNotice {
  readonly source: string;
  readonly since: Day;
  readonly raisedAt: string;
}

/** What a day is stays so where a later reading of it says that nothing changed. */
const settled: readonly VerdictName[] = ['fresh', 'quiet', 'partial', 'stale'];

export class Verdicts {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Records a verdict for a day, and returns what stands for that day now. */
  async record(row: Omit<RecordedVerdict, 'judgedAt'>): Promise<RecordedVerdict> {
    return this.#session.write(async ({ db, now }) => {
      const before = await db
        .selectFrom('verdicts')
        .selectAll()
        .where('source', '=', row.source)
        .where('day', '=', row.day)
        .executeTakeFirst();
      const stays =
        before !== undefined &&
        ((before.verdict === 'fresh' && row.verdict !== 'fresh' && row.verdict !== 'partial') ||
          (settled.includes(before.verdict) && row.verdict === 'unchanged'));
      const all = (before?.new_papers ?? 0) + row.new;
      const kept = stays ? before : row;
      const why = kept.verdict === 'fresh' ? `${all} new` : kept.why;
      const values = { verdict: kept.verdict, why, new_papers: all, judged_at: now() };
      await db
        .insertInto('verdicts')
        .values({ source: row.source, day: row.day, ...values })
        .onConflict((clash) => clash.columns(['source', 'day']).doUpdateSet(values))
        .execute();
      return { ...row, verdict: kept.verdict, why, new: all, judgedAt: values.judged_at };
    });
  }

  /** The verdicts of a source up to `to`, newest first. */
  async of(source: string, number: number, to: Day | null = null): Promise<RecordedVerdict[]> {
    let query = this.#session.db.selectFrom('verdicts').selectAll().where('source', '=', source);
    if (to !== null) query = query.where('day', '<=', to);
    const rows = await query.orderBy('day', 'desc').limit(number).execute();
    return rows.map(decodeVerdict);
  }

  /** The verdicts of a day, by source. */
  async on(day: Day): Promise<RecordedVerdict[]> {
    const rows = await this.#session.db
      .selectFrom('verdicts')
      .selectAll()
      .where('day', '=', day)
      .orderBy('source')
      .execute();
    return rows.map(decodeVerdict);
  }

  /** Every source that was ever judged, by name. */
  async sources(): Promise<string[]> {
    const rows = await this.#session.db
      .selectFrom('verdicts')
      .select('source')
      .distinct()
      .orderBy('source')
      .execute();
    return rows.map((row) => row.source);
  }

  /** The notice that is open for a source, or null. */
  async notice(source: string): Promise<SourceNotice | null> {
    const row = await this.#session.db
      .selectFrom('source_notices')
      .selectAll()
      .where('source', '=', source)
      .executeTakeFirst();
    return row === undefined ? null : { source, since: row.since, raisedAt: row.raised_at };
  }

  async raiseNotice(source: string, since: Day): Promise<void> {
    const { db, now } = this.#session;
    await db
      .insertInto('source_notices')
      .values({ source, since, raised_at: now() })
      .onConflict((clash) => clash.doNothing())
      .execute();
  }

  async closeNotice(source: string): Promise<void> {
    await this.#session.db.deleteFrom('source_notices').where('source', '=', source).execute();
  }
}

function decodeVerdict({ new_papers, judged_at, ...row }: VerdictRow): RecordedVerdict {
  return { ...row, new: new_papers, judgedAt: judged_at };
}
