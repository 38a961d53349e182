/** The statements that every mail needs, built once: the ledger's hot path. */
import type { Kysely } from 'kysely';
import type { DeliveryState } from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import { type AskedRow, askReaders } from './claims.ts';
import { stateLit, underWay } from './delivery-rows.ts';
import { prepareQuery } from './prepared.ts';
import type { Schema } from './schema.ts';

export const readPapersSent = prepareQuery<{ subscriberId: number }, { paper_key: string }>(
  ['subscriberId'],
  (db, { subscriberId }) =>
    db
      .selectFrom('delivery_items as i')
      .innerJoin('deliveries as d', 'd.id', 'i.delivery_id')
      .select('i.paper_key')
      .distinct()
      .where('i.subscriber_id', '=', subscriberId)
      // Once without an answer, a copy may have arrived, whatever became of the second try.
      .where((row) =>
        row.or([
          row('d.state', 'not in', ['expired', 'rejected', 'skipped']),
          row('d.uncertain_count', '>', 0),
        ]),
      ),
);

const sentStates = (['handed', 'accepted', 'uncertain'] as const).map(stateLit);

export const readLastIssue = prepareQuery<
  { subscriberId: number; before: Day },
  { issue_day: Day | null }
>(['subscriberId', 'before'], (db, { subscriberId, before }) =>
  db
    .selectFrom('deliveries')
    .select('issue_day')
    .where('subscriber_id', '=', subscriberId)
    .where('kind', '=', 'digest')
    .where('state', 'in', sentStates)
    .where('issue_day', '<', before)
    .orderBy('issue_day', 'desc')
    .limit(1),
);

export const readClaimed = prepareQuery<{ id: number; owner: string }, AskedRow>(
  ['id', 'owner'],
  (db, { id, owner }) =>
    askReaders(db)
      .where('d.id', '=', id)
      .where('d.state', '=', stateLit('claimed'))
      .where('d.owner', '=', owner),
);

export const readUnderWay = prepareQuery<
  { id: number; owner: string },
  {
    attempt: number;
    uncertain_count: number;
    not_before: string;
    address: string;
    current: string | null;
  }
>(['id', 'owner'], (db, { id, owner }) =>
  db
    .selectFrom('deliveries as d')
    .leftJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['d.attempt', 'd.uncertain_count', 'd.not_before', 'd.address'])
    .select('s.address as current')
    .where('d.id', '=', id)
    .where('d.state', 'in', underWay)
    .where('d.owner', '=', owner),
);

type HandedValues = {
  id: number;
  at: string;
  composedAt: string;
  message: Buffer;
  sha256: string;
};

export const markHanded = prepareQuery<HandedValues, unknown>(
  ['id', 'at', 'composedAt', 'message', 'sha256'],
  (db, { id, at, composedAt, message, sha256 }) =>
    db
      .updateTable('deliveries')
      .set({ state: 'handed', handed_at: at, composed_at: composedAt, message, raw_sha256: sha256 })
      .where('id', '=', id),
);

export const markHandedAgain = prepareQuery<{ id: number; at: string }, unknown>(
  ['id', 'at'],
  (db, { id, at }) =>
    db.updateTable('deliveries').set({ state: 'handed', handed_at: at }).where('id', '=', id),
);

type SettledValues = {
  id: number;
  state: DeliveryState;
  reason: string | null;
  reply_code: number | null;
  enhanced: string | null;
  reply: string | null;
  attempt: number;
  uncertainCount: number;
  notBefore: string;
  doneAt: string | null;
};

const settledNames = [
  ...(['id', 'state', 'reason', 'reply_code', 'enhanced', 'reply'] as const),
  ...(['attempt', 'uncertainCount', 'notBefore', 'doneAt'] as const),
];

export const markSettled = prepareQuery<SettledValues, unknown>(settledNames, (db, values) =>
  settlingQuery(db, values).where('id', '=', values.id),
);

export const markEnded = prepareQuery<SettledValues, unknown>(settledNames, (db, values) =>
  settlingQuery(db, values).set({ message: null }).where('id', '=', values.id),
);

function settlingQuery(db: Kysely<Schema>, values: SettledValues) {
  const { state, reason, reply_code, enhanced, reply } = values;
  return db.updateTable('deliveries').set({
    ...{ state, reason, owner: null, reply_code, enhanced, reply },
    attempt: values.attempt,
    uncertain_count: values.uncertainCount,
    not_before: values.notBefore,
    done_at: values.doneAt,
  });
}
