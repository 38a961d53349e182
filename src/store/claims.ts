/** Taking the next delivery that may go out (T2): one at a time, only where the reader still wants it. */
import type { Kysely } from 'kysely';
import type { Delivery } from '../model/delivery.ts';
import { noteAttempt } from './delivery-attempts.ts';
import { decodeDelivery, deliveryColumns, isUnderWay, ready } from './delivery-rows.ts';
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
    if (perHour !== null && (await underWaySince(db, since(at, hour))) >= perHour) {
      return { what: 'limited', until: await freeAt(db, at, hour, null) };
    }
    const full = perDomain === null ? [] : await fullDomains(db, since(at, minute), perDomain);
    for (;;) {
      const row = await nextReady(db, at, request.only, full);
      if (row === null) break;
      const obstacle = await obstacleTo(db, row, at);
      if (obstacle === null) {
        await db
          .updateTable('deliveries')
          .set({ state: 'claimed', owner: request.owner, reason: null })
          .where('id', '=', row.id)
          .execute();
        return { what: 'claimed', delivery: { ...row, state: 'claimed', owner: request.owner } };
      }
      await skip(db, row, obstacle, at);
    }
    const waits = full.length > 0 && (await nextReady(db, at, request.only, [])) !== null;
    return waits
      ? { what: 'limited', until: await freeAt(db, at, minute, full) }
      : { what: 'none' };
  });
}

/** Why a delivery must not go to its reader any more; null where nothing speaks against it. */
export async function obstacleTo(
  db: Kysely<Schema>,
  { subscriberId, address, kind, dueOn }: Delivery,
  at: string,
): Promise<string | null> {
  const suppression = await db
    .selectFrom('suppressions')
    .select(['reason', 'until'])
    .where('address_key', '=', address.toLowerCase())
    .executeTakeFirst();
  if (suppression !== undefined && (suppression.until === null || suppression.until > at)) {
    return `the address is suppressed (${suppression.reason})`;
  }
  if (subscriberId === null || kind === 'confirm') return null;
  const subscriber = await db
    .selectFrom('subscribers')
    .select(['state', 'paused_until'])
    .where('id', '=', subscriberId)
    .executeTakeFirst();
  if (subscriber === undefined) return 'the reader is gone';
  if (kind === 'link') return null;
  const { paused_until: pausedUntil } = subscriber;
  if (kind === 'digest' && dueOn !== null && pausedUntil !== null && dueOn < pausedUntil) {
    return `the reader pauses until ${pausedUntil}`;
  }
  if (subscriber.state === 'confirmed') return null;
  return subscriber.state === 'unsubscribed'
    ? 'the reader has unsubscribed'
    : 'the reader has not confirmed';
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

/** The next one due. A reader with a delivery under way waits for its end: both would choose from the same papers. */
async function nextReady(
  db: Kysely<Schema>,
  at: string,
  only: readonly number[] | null,
  full: readonly string[],
): Promise<Delivery | null> {
  let query = db
    .selectFrom('deliveries as d')
    .select(deliveryColumns.map((column) => `d.${column}` as const))
    .where('d.state', '=', ready)
    .where('d.not_before', '<=', at)
    .where('d.expires_at', '>', at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('issues')
            .select('day')
            .whereRef('day', '=', 'd.issue_day')
            .where('state', '=', 'paused'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries as other')
            .select('other.id')
            .whereRef('other.subscriber_id', '=', 'd.subscriber_id')
            .where('other.state', 'in', ['claimed', 'handed']),
        ),
      ),
    );
  if (full.length > 0) query = query.where('d.domain', 'not in', full);
  if (only !== null) query = query.where('d.id', 'in', only);
  const row = await query.orderBy('d.not_before').orderBy('d.id').limit(1).executeTakeFirst();
  return row === undefined ? null : decodeDelivery(row);
}

function since(at: string, window: number): string {
  return new Date(Date.parse(at) - window - slack).toISOString();
}

/** Handed over since then, and claimed: those will be. */
async function underWaySince(db: Kysely<Schema>, from: string): Promise<number> {
  const handed = await db
    .selectFrom('attempts')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('handed_at', '>', from)
    .executeTakeFirstOrThrow();
  const claimed = await db
    .selectFrom('deliveries')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(isUnderWay)
    .where('state', '=', 'claimed')
    .executeTakeFirstOrThrow();
  return Number(handed.n) + Number(claimed.n);
}

async function fullDomains(db: Kysely<Schema>, from: string, limit: number): Promise<string[]> {
  const handed = await db
    .selectFrom('attempts')
    .select(['domain', (select) => select.fn.countAll<number>().as('n')])
    .where('handed_at', '>', from)
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
    .where('handed_at', '>', since(at, window));
  if (domains !== null) query = query.where('domain', 'in', domains);
  const { first } = await query.executeTakeFirstOrThrow();
  return new Date(Date.parse(first ?? at) + window + slack).toISOString();
}
