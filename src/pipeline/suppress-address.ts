/** An address that gets no more mail, for ever or for a while. */
import { addressKey, type Suppression } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import type { FailureVerdict } from './judge-failures.ts';

/** @returns what is in force: a stronger reason stays. */
export async function suppressAddress(
  store: Store,
  address: string,
  { reason, rest }: FailureVerdict,
  detail: string,
  now: Date,
): Promise<Suppression> {
  const until = rest === null ? null : new Date(now.getTime() + rest * 86_400_000).toISOString();
  const at = now.toISOString();
  return await store.suppressions.put({
    addressKey: addressKey(address),
    reason,
    detail,
    at,
    until,
  });
}
