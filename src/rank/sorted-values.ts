/** Where a value stands among rising ones, found by halving. */

/** Index of the first value that is at least `limit`. */
export function firstNotBelow(rising: readonly number[], limit: number): number {
  let from = 0;
  let to = rising.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rising[middle] as number) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Index of the first value that is above `limit`. */
export function firstAbove(rising: readonly number[], limit: number): number {
  let at = firstNotBelow(rising, limit);
  let to = rising.length;
  while (at < to) {
    const middle = (at + to) >> 1;
    if ((rising[middle] as number) <= limit) at = middle + 1;
    else to = middle;
  }
  return at;
}
