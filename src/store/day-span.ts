/** The condition on a span of days that queries share. */
import { sql } from 'kysely';
import type { Day } from '../model/listing.ts';

/** The condition that `day` lies from `from` to `to`, both included; `null` leaves an end open. */
export function within(from: Day | null, to: Day | null) {
  return sql<boolean>`day >= ${from ?? ''} and day <= ${to ?? '9999-99-99'}`;
}
