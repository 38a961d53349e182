/** Rows of the ledger as deliveries, without the message: that is read only where it is sent again. */
import { type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryState } from '../model/delivery.ts';
import type { DeliveryRow } from './schema.ts';

/** The condition of the index `deliveries_under_way`, word for word: SQLite takes the index only then. */
export const isUnderWay = sql<boolean>`state in ('claimed', 'handed', 'uncertain')`;

/**
 * A state as a literal: a bound value could make SQLite take another index, so it would plan the statement anew each
 * time it runs.
 */
export function stateLit<S extends DeliveryState>(state: S) {
  return sql.lit(state);
}

export const ready = stateLit('ready');
export const underWay = [stateLit('claimed'), stateLit('handed')] as const;

export const deliveryColumns = [
  'id',
  'kind',
  'dedupe_key',
  'subscriber_id',
  'issue_day',
  'address',
  'message_id',
  'due_at',
  'due_on',
  'expires_at',
  'state',
  'attempt',
  'uncertain_count',
  'not_before',
  'owner',
  'joined_at',
  'composed_at',
  'handed_at',
  'done_at',
  'reply_code',
  'enhanced',
  'reply',
  'reason',
  'bounced_at',
  'complained_at',
  'content',
] as const satisfies readonly (keyof DeliveryRow)[];

export function decodeDelivery(
  row: Pick<Selectable<DeliveryRow>, (typeof deliveryColumns)[number]>,
): Delivery {
  return {
    id: row.id,
    kind: row.kind,
    dedupeKey: row.dedupe_key,
    subscriberId: row.subscriber_id,
    issueDay: row.issue_day,
    address: row.address,
    messageId: row.message_id,
    dueAt: row.due_at,
    dueOn: row.due_on,
    expiresAt: row.expires_at,
    state: row.state,
    attempt: row.attempt,
    uncertainCount: row.uncertain_count,
    notBefore: row.not_before,
    owner: row.owner,
    joinedAt: row.joined_at,
    composedAt: row.composed_at,
    handedAt: row.handed_at,
    doneAt: row.done_at,
    replyCode: row.reply_code,
    enhanced: row.enhanced,
    reply: row.reply,
    reason: row.reason,
    bouncedAt: row.bounced_at,
    complainedAt: row.complained_at,
    content: row.content,
  };
}
