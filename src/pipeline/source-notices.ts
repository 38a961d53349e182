/** What the footer of a digest says of the sources when something is wrong with one: in words, without addresses. */
import type { Day } from '../model/listing.ts';
import type { VerdictName } from '../model/verdict.ts';
import { creditFor } from '../render/source-credits.ts';
import type { Store } from '../store/store.ts';

/** Of a source's address only the host may be named: an issue is public. */
const wording: Readonly<Partial<Record<VerdictName, (name: string, why: string) => string>>> = {
  broken: (name) => `${name} could not be read.`,
  stale: (name, why) => `${name} has nothing new: ${why}.`,
  partial: (name, why) => `${name} could only be read in part: ${why}.`,
};

export async function sourceNotices(store: Store, day: Day): Promise<string[]> {
  const verdicts = await store.verdicts.on(day);
  return verdicts.flatMap(({ source, verdict, why }) => {
    const say = wording[verdict];
    return say === undefined ? [] : [say(creditFor(source).name, why)];
  });
}
