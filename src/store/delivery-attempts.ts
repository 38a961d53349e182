/** What happened to deliveries, line by line; only ever added to. */
import type { Insertable, Kysely } from 'kysely';
import type { SqlValue } from './engine.ts';
import { prepareQuery } from './prepared.ts';
import type { AttemptRow, Schema } from './schema.ts';

export interface Attempt {
  readonly deliveryId: number;
  /** UTC ISO text. */
  readonly at: string;
  /** In words: `accepted`, `put off`, `resolved: …`. */
  readonly outcome: string;
  /** Set on the line of a hand-off alone. */
  readonly handedAt?: string;
  readonly domain?: string;
  readonly stage?: string | null;
  readonly replyCode?: number | null;
  readonly enhanced?: string | null;
  readonly reply?: string | null;
}

export async function noteAttempt(db: Kysely<Schema>, attempt: Attempt): Promise<void> {
  await insertAttempt(db, {
    delivery_id: attempt.deliveryId,
    at: attempt.at,
    handed_at: attempt.handedAt ?? null,
    domain: attempt.domain ?? '',
    outcome: attempt.outcome,
    stage: attempt.stage ?? null,
    reply_code: attempt.replyCode ?? null,
    enhanced: attempt.enhanced ?? null,
    reply: attempt.reply ?? null,
  });
}

type Row = Omit<Insertable<AttemptRow>, 'n'> & Readonly<Record<string, SqlValue>>;

const insertAttempt = prepareQuery<Row, unknown>(
  [
    ...['delivery_id', 'at', 'handed_at', 'domain', 'outcome'],
    ...['stage', 'reply_code', 'enhanced', 'reply'],
  ],
  (db, row) => db.insertInto('attempts').values(row),
);

/** Oldest first. */
export async function attemptsOf(
  db: Kysely<Schema>,
  deliveryId: number,
): Promise<Required<Attempt>[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('n')
    .execute();
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    at: row.at,
    outcome: row.outcome,
    handedAt: row.handed_at ?? '',
    domain: row.domain,
    stage: row.stage,
    replyCode: row.reply_code,
    enhanced: row.enhanced,
    reply: row.reply,
  }));
}
