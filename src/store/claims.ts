/** Taking the next delivery that may go out (T2): one at a time, only where the reader still wants it. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Delivery } from '../model/delivery.ts';
import { noteAttempt } from './delivery-attempts.ts';
import { decodeDelivery, deliveryColumns, isUnderWay, ready, underWay } from './delivery-rows.ts';
import { prepareQuery } from './prepared.ts';
import { movedTo, readdress } from './readdress.ts';
import type { Schema } from './schema.ts';
import type { Session } from './session.ts';

/** Limits over all processes; counted from the ledger, so that a restart cannot reset them. */
export interface SendingLimits {
  /** Hand-offs within an hour at most, all together; null is without limit. */
  readonly perHour: number | null;
  /** Hand-offs to one domain within a minute at most. */
  readonly perDomain: number | null;
  /** Milliseconds in place of the hour and the minute, for who cannot wait so long. */
  readonly windows?: { readonly hour: number; readonly minute: number };
}

export interface ClaimRequest {
  /** The run that takes it. */
  readonly owner: string;
  readonly limits: SendingLimits;
  /** Only these deliveries; null is any. */
  readonly only: readonly number[] | null;
}

export type Claim =
  | { readonly what: 'claimed'; readonly delivery: Delivery }
  /** Nothing may go now: a limit is reached, until a moment (UTC ISO text) at the latest. */
  | { readonly what: 'limited'; readonly until: string }
  | { readonly what: 'none' };

const usualWindows = { hour: 3_600_000, minute: 60_000 };
/** Between the hand-off and the body's arrival time passes, and not always the same. */
const slack = 1_000;

/** Committed before anything is sent. */
export async function claimNext(session: Session, request: ClaimRequest): Promise<Claim> {
  return await session.write(async ({ db, now }) => {
    const at = now();
    const { perHour, perDomain, windows } = request.limits;
    const { hour, minute } = windows ?? usualWindows;
    if (perHour !== null && (await underWaySince(db, since(at, hour), at)) >= perHour) {
      return { what: 'limited', until: await freeAt(db, at, hour, null) };
    }
    const full = perDomain === null ? [] : await fullDomains(db, since(at, minute), at, perDomain);
    for (;;) {
      const asked = await nextReady(db, at, request.only, full);
      if (asked === null) break;
      const { delivery, obstacle, moved } = asked;
      if (moved !== null) {
        await readdress(db, delivery.id, moved);
        continue;
      }
      if (obstacle === null) {
        await markClaimed(db, { id: delivery.id, owner: request.owner });
        return {
          what: 'claimed',
          delivery: { ...delivery, state: 'claimed', owner: request.owner },
        };
      }
      await skip(db, delivery, obstacle, at);
    }
    const waits = full.length > 0 && (await nextReady(db, at, request.only, [])) !== null;
    return waits
      ? { what: 'limited', until: await freeAt(db, at, minute, full) }
      : { what: 'none' };
  });
}

/** A delivery with what its reader wants by now. */
export interface AskedDelivery {
  readonly delivery: Delivery;
  /** Of the address, in lower case. */
  readonly domain: string;
  /** Why it must not go to its reader any more; null where nothing speaks against it. */
  readonly obstacle: string | null;
  /** Its reader's address, where that is another one by now; see `movedTo`. */
  readonly moved: string | null;
}

/** Deliveries with what speaks against them; to be narrowed down by the caller. */
export function askReaders(db: Kysely<Schema>) {
  return db
    .selectFrom('deliveries as d')
    .leftJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .leftJoin('suppressions as x', (join) =>
      join.on(sql`x.address_key`, '=', sql`lower(d.address)`),
    )
    .select(deliveryColumns.map((column) => `d.${column}` as const))
    .select([
      'd.domain',
      's.state as reader',
      's.address as current',
      's.paused_until',
      'x.reason as suppressed',
      'x.until',
    ]);
}

export type AskedRow = Awaited<
  ReturnType<ReturnType<typeof askReaders>['executeTakeFirstOrThrow']>
>;

export function decodeAsked(row: AskedRow, at: string): AskedDelivery {
  const delivery = decodeDelivery(row);
  const moved = movedTo(delivery, row.current);
  return { delivery, domain: row.domain, obstacle: obstacleIn(row, at), moved };
}

function obstacleIn(row: AskedRow, at: string): string | null {
  const { kind, suppressed, until, reader, paused_until: pausedUntil, due_on: dueOn } = row;
  if (suppressed !== null && (until === null || until > at)) {
    return `the address is suppressed (${suppressed})`;
  }
  if (row.subscriber_id === null || kind === 'confirm') return null;
  if (reader === null) return 'the reader is gone';
  if (kind === 'link') return null;
  if (kind === 'digest' && dueOn !== null && pausedUntil !== null && dueOn < pausedUntil) {
    return `the reader pauses until ${pausedUntil}`;
  }
  if (reader === 'confirmed') return null;
  return reader === 'unsubscribed' ? 'the reader has unsubscribed' : 'the reader has not confirmed';
}

/** T10. */
export async function skip(
  db: Kysely<Schema>,
  { id }: Pick<Delivery, 'id'>,
  reason: string,
  at: string,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'skipped', reason, done_at: at, owner: null, message: null })
    .where('id', '=', id)
    .where('state', 'in', ['ready', 'claimed'])
    .execute();
  await noteAttempt(db, { deliveryId: id, at, outcome: `skipped: ${reason}` });
}

const markClaimed = prepareQuery<{ id: number; owner: string }, unknown>(
  ['id', 'owner'],
  (db, { id, owner }) =>
    db
      .updateTable('deliveries')
      .set({ state: 'claimed', owner, reason: null })
      .where('id', '=', id),
);

/** The next one due. A reader with a delivery under way waits for its end: both would choose from the same papers. */
async function nextReady(
  db: Kysely<Schema>,
  at: string,
  only: readonly number[] | null,
  full: readonly string[],
): Promise<AskedDelivery | null> {
  const [row] =
    only === null && full.length === 0
      ? await firstReady(db, { at })
      : await readyQuery(db, at, only, full).execute();
  return row === undefined ? null : decodeAsked(row, at);
}

const firstReady = prepareQuery<{ at: string }, AskedRow>(['at'], (db, { at }) =>
  readyQuery(db, at, null, []),
);

function readyQuery(
  db: Kysely<Schema>,
  at: string,
  only: readonly number[] | null,
  full: readonly string[],
) {
  let query = askReaders(db)
    .where('d.state', '=', ready)
    .where('d.not_before', '<=', at)
    .where('d.expires_at', '>', at)
    .where((row) => isNotPaused(row))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries as other')
            .select('other.id')
            .whereRef('other.subscriber_id', '=', 'd.subscriber_id')
            .where('other.state', 'in', underWay),
        ),
      ),
    );
  if (full.length > 0) query = query.where('d.domain', 'not in', full);
  if (only !== null) query = query.where('d.id', 'in', only);
  return query.orderBy('d.not_before').orderBy('d.id').limit(1);
}

/** True of a delivery `d` whose issue may go out, or that is of none. */
export function isNotPaused({
  not,
  exists,
  selectFrom,
}: Pick<
  ExpressionBuilder<Schema & { d: Schema['deliveries'] }, 'd'>,
  'not' | 'exists' | 'selectFrom'
>) {
  return not(
    exists(
      selectFrom('issues')
        .select('day')
        .whereRef('day', '=', 'd.issue_day')
        .where('state', '=', sql.lit('paused')),
    ),
  );
}

function since(at: string, window: number): string {
  return new Date(Date.parse(at) - window - slack).toISOString();
}

/** What a clock that was wrong once wrote down for days to come must not hold back mail until then. */
function soon(at: string): string {
  return new Date(Date.parse(at) + usualWindows.hour).toISOString();
}

/** Handed over since then, and claimed: those will be. */
async function underWaySince(db: Kysely<Schema>, from: string, at: string): Promise<number> {
  const handed = await db
    .selectFrom('attempts')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('handed_at', '>', from)
    .where('handed_at', '<', soon(at))
    .executeTakeFirstOrThrow();
  const claimed = await db
    .selectFrom('deliveries')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(isUnderWay)
    .where('state', '=', 'claimed')
    .executeTakeFirstOrThrow();
  return Number(handed.n) + Number(claimed.n);
}

async function fullDomains(
  db: Kysely<Schema>,
  from: string,
  at: string,
  limit: number,
): Promise<string[]> {
  const handed = await db
    .selectFrom('attempts')
    .select(['domain', (select) => select.fn.countAll<number>().as('n')])
    .where('handed_at', '>', from)
    .where('handed_at', '<', soon(at))
    .groupBy('domain')
    .execute();
  const claimed = await db
    .selectFrom('deliveries')
    .select(['domain', (select) => select.fn.countAll<number>().as('n')])
    .where(isUnderWay)
    .where('state', '=', 'claimed')
    .groupBy('domain')
    .execute();
  const numbers = new Map<string, number>();
  for (const { domain, n } of [...handed, ...claimed]) {
    numbers.set(domain, (numbers.get(domain) ?? 0) + Number(n));
  }
  return [...numbers].filter(([, n]) => n >= limit).map(([domain]) => domain);
}

/** When the oldest hand-off leaves the window. */
async function freeAt(
  db: Kysely<Schema>,
  at: string,
  window: number,
  domains: readonly string[] | null,
): Promise<string> {
  let query = db
    .selectFrom('attempts')
    .select((select) => select.fn.min('handed_at').as('first'))
    .where('handed_at', '>', since(at, window))
    .where('handed_at', '<', soon(at));
  if (domains !== null) query = query.where('domain', 'in', domains);
  const { first } = await query.executeTakeFirstOrThrow();
  return new Date(Date.parse(first ?? at) + window + slack).toISOString();
}
