/** Mail that is still to be sent follows its reader to another address, once, as the same row of the ledger. */
import type { Kysely } from 'kysely';
import type { Delivery } from '../model/delivery.ts';
import { addressKey } from '../model/subscriber.ts';
import type { Schema } from './schema.ts';

/**
 * Where a delivery goes instead, or null. One that was handed over without an answer may have arrived: what is sent
 * again then is the same mail, and goes where it went.
 * @param current its reader's address by now; null where there is no such reader.
 */
export function movedTo(
  { address, uncertainCount }: Pick<Delivery, 'address' | 'uncertainCount'>,
  current: string | null,
): string | null {
  if (current === null || uncertainCount > 0) return null;
  return addressKey(current) === addressKey(address) ? null : current;
}

/** What was composed for the old address is forgotten, with the papers it showed: surely nobody got it. */
export async function readdress(db: Kysely<Schema>, id: number, address: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({
      ...{ address, domain: address.slice(address.lastIndexOf('@') + 1).toLowerCase() },
      ...{ composed_at: null, message: null, raw_sha256: null },
    })
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('delivery_items').where('delivery_id', '=', id).execute();
}
