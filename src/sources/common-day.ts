/** The day of a listing that does not say its own: that of most of its entries. */
import type { Day, ListedPaper } from '../model/listing.ts';

/** The day that most entries share (the later one of two equals), or null where none has a day. */
export function mostCommonDay(entries: readonly ListedPaper[]): Day | null {
  const numbers = new Map<Day, number>();
  for (const { listedOn } of entries) {
    if (listedOn !== null) numbers.set(listedOn, (numbers.get(listedOn) ?? 0) + 1);
  }
  let best: Day | null = null;
  for (const [day, number] of numbers) {
    const most = best === null ? 0 : (numbers.get(best) ?? 0);
    if (number > most || (number === most && best !== null && day > best)) best = day;
  }
  return best;
}
