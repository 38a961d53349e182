/** How fast papers usually gain attention at each source, and the trails of single papers, out of all sightings. */
import { type RawBuilder, sql } from 'kysely';
import { addDays } from '../lib/days.ts';
import type { Day } from '../model/listing.ts';
import {
  type GrowingSignal,
  growingSignals,
  type TrailPoint,
  type TrendHistory,
  trendRules,
  type UsualRate,
} from '../model/trend.ts';
import { within } from './day-span.ts';
import type { Session } from './session.ts';

/** Of a source that shows more in the time, a share of its papers is enough to know what is usual. */
const enough = 3_000;

/** The letters of keys as the database sorts them. */
const keyLetters = '234567abcdefghijklmnopqrstuvwxyz';

export class Trends {
  readonly #session: Session;
  /** The last answer, and for what state of the archive it was given. */
  #last: { readonly state: string; readonly usual: readonly UsualRate[] } | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * What is usual at each source in the eight weeks before `date`, and the trails up to `date` of the papers seen from
   * `from` to `to`, both included; `null` leaves an end open.
   */
  async history(from: Day | null, to: Day | null, date: Day): Promise<TrendHistory> {
    return this.#session.read(async (session) => ({
      usual: await this.#usualBefore(session, date),
      trails: await readTrails(session, from, to, date),
    }));
  }

  async #usualBefore(session: Session, date: Day): Promise<readonly UsualRate[]> {
    const span = { from: addDays(date, -trendRules.historyDays), to: addDays(date, -1) };
    const sources = await session.db
      .selectFrom('listings')
      .select((select) => [
        'source',
        select.fn.sum<number>('listed').as('listed'),
        select.fn.max('last_read_at').as('read_at'),
      ])
      .where(within(span.from, span.to))
      .groupBy('source')
      .orderBy('source')
      .execute();
    const state = JSON.stringify([date, sources]);
    if (this.#last?.state !== state) {
      const usual = sources.length === 0 ? [] : await readUsual(session, span, sources);
      this.#last = { state, usual };
    }
    return this.#last.usual;
  }
}

interface RateRow extends Omit<UsualRate, 'again' | 'signal'> {
  readonly again: 0 | 1;
}

/**
 * One pass over the index of days picks the readings, and only those are looked up. A share of a busy source's papers
 * is taken by the beginnings of keys, which are as good as random and keep a paper's sightings together.
 */
async function readUsual(
  { db }: Session,
  span: { readonly from: Day; readonly to: Day },
  sources: readonly { readonly source: string; readonly listed: number }[],
): Promise<UsualRate[]> {
  const wanted = sources.map(({ source, listed }) => {
    const below = keysBelow(enough / Number(listed));
    return below === null
      ? sql<boolean>`(source = ${source})`
      : sql<boolean>`(source = ${source} and paper_key < ${below})`;
  });
  const { shortest, longest, gap, bands, stepsPerDoubling } = trendRules;
  const rates = growingSignals.map((signal) => {
    const [now, before] = [sql.ref(signal), sql.ref(`${signal}_before`)];
    const again = sql`(${before} is not null and since_listed <= ${gap})`;
    const gained = sql`max(0, ${now} - coalesce(${before}, 0))`;
    return sql`select ${sql.lit(signal)} as signal, source, weekday, band, ${again} as again,
      cast(round(${stepsPerDoubling} * log2(1 + ${gained} / case when ${again} then
        case when since_read < ${shortest} then since_listed else since_read end
        else min(${longest}, max(${shortest}, since_day)) end)) as integer) as step
      from read_on where ${now} is not null`;
  });
  const { rows } = await sql<RateRow & { signal: GrowingSignal }>`
    with picked as materialized (
      select paper_key, source, day from sightings
      where ${within(span.from, span.to)} and (${sql.join(wanted, sql` or `)})
    ), timed as (
      select s.paper_key as paper_key, s.source as source, s.day as day,
        s.upvotes as upvotes, s.comments as comments, s.stars as stars,
        cast(strftime('%w', s.day) as integer) as weekday,
        julianday(s.day) as day_at, julianday(s.last_seen_at) as read_at
      from picked join sightings as s using (paper_key, source, day)
      where s.upvotes is not null or s.comments is not null or s.stars is not null
    ), read_on as materialized (
      select source, upvotes, comments, stars, weekday, read_at - day_at as since_day,
        ${bandOf(sql`(read_at - day_at) * 24`, bands)} as band,
        read_at - lag(read_at) over trail as since_read,
        day_at - lag(day_at) over trail as since_listed,
        lag(upvotes) over trail as upvotes_before,
        lag(comments) over trail as comments_before,
        lag(stars) over trail as stars_before
      from timed
      window trail as (partition by paper_key, source order by day)
    )
    select signal, source, weekday, band, again, step, count(*) as readings
    from (${sql.join(rates, sql` union all `)})
    group by signal, source, weekday, band, again, step
    order by signal, source, weekday, band, again, step`.execute(db);
  return rows.map((row) => ({ ...row, again: row.again === 1 }));
}

function bandOf(hours: RawBuilder<unknown>, bands: readonly number[]): RawBuilder<unknown> {
  const cases = bands.map((end, at) => sql`when ${hours} < ${end} then ${sql.lit(at)}`);
  return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(bands.length)} end`;
}

/** A bound that about `share` of all keys lie below; null where all are wanted. */
function keysBelow(share: number): string | null {
  if (share >= 1) return null;
  const at = Math.max(1, Math.floor(share * keyLetters.length ** 3));
  return [at >> 10, (at >> 5) & 31, at & 31].map((digit) => keyLetters[digit]).join('');
}

async function readTrails(
  { db }: Session,
  from: Day | null,
  to: Day | null,
  date: Day,
): Promise<Map<string, TrailPoint[]>> {
  const seen = db.selectFrom('sightings').select('paper_key').where(within(from, to));
  const rows = await db
    .selectFrom('sightings')
    .select(['paper_key', 'source', 'day', 'position', 'upvotes', 'comments', 'stars'])
    .select('last_seen_at as readAt')
    .where('paper_key', 'in', seen)
    .where('day', '<=', date)
    .orderBy('paper_key')
    .orderBy('day')
    .orderBy('source')
    .execute();
  const trails = new Map<string, TrailPoint[]>();
  for (const { paper_key, ...point } of rows) {
    const trail = trails.get(paper_key);
    if (trail) trail.push(point);
    else trails.set(paper_key, [point]);
  }
  return trails;
}
