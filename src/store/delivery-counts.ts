/** Counts over the ledger that decide whether something is wrong. */
import type { Kysely } from 'kysely';
import type { DeliveryState } from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import type { Schema } from './schema.ts';

/** Digests of an issue planned for its candidates, by state. */
export async function countStates(
  db: Kysely<Schema>,
  issueDay: Day,
): Promise<Map<DeliveryState, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['state', (select) => select.fn.countAll<number>().as('n')])
    .where('issue_day', '=', issueDay)
    .where('joined_at', 'is', null)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, n }) => [state, Number(n)]));
}
