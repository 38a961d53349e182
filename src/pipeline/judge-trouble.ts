/** When the operator is told of a source: once after days of trouble, and once when it works again. */
import type { Day } from '../model/listing.ts';
import type { Store } from '../store/store.ts';

/** So many days in a row without a good reading are worth a notice; one bad morning is not. */
const patience = 2;

/** How far back trouble is looked for, in days that were judged. */
const lookBack = 30;

/** What to tell now, or null. A notice is raised once; a day on which nothing is expected ends no trouble. */
export async function judgeTrouble(store: Store, source: string, day: Day): Promise<string | null> {
  const verdicts = await store.verdicts.of(source, lookBack, day);
  const end = verdicts.findIndex(({ verdict }) => !['stale', 'broken', 'quiet'].includes(verdict));
  const streak = (end === -1 ? verdicts : verdicts.slice(0, end)).filter(
    ({ verdict }) => verdict !== 'quiet',
  );
  const [latest] = streak;
  const open = await store.verdicts.notice(source);
  if (latest !== undefined && streak.length >= patience) {
    if (open !== null) return null;
    const since = streak.at(-1)?.day ?? latest.day;
    await store.verdicts.raiseNotice(source, since);
    return `${source} has been ${latest.verdict} since ${since}: ${latest.why}`;
  }
  if (open === null || latest !== undefined || verdicts[0]?.verdict === 'quiet') return null;
  await store.verdicts.closeNotice(source);
  return `${source} works again; it had been in trouble since ${open.since}`;
}
