/** Made-up listings for the tests of ingesting, and a look at what the store made of them. */
import { type ListedPaper, type Listing, unknownListedPaper } from '../../../src/model/listing.ts';
import type { Candidate } from '../../../src/model/paper.ts';
import type { Store } from '../../../src/store/store.ts';

export const day = '2026-10-14';

/** A listing of `day` with the entries in their order, each unknown but for what is said. */
export function listingOf(
  ...entries: readonly (Partial<ListedPaper> & { title: string })[]
): Listing {
  return {
    format: 'feed',
    listedOn: day,
    dayInferred: false,
    entries: entries.map((entry, at) => ({ ...unknownListedPaper, position: at + 1, ...entry })),
    problems: [],
  };
}

/** Everything ever seen. */
export async function everythingIn(store: Store): Promise<Candidate[]> {
  return await store.papers.candidates(null, null);
}

/** The only paper of the store; throws where there are none or several. */
export async function onlyOneIn(store: Store): Promise<Candidate> {
  const all = await everythingIn(store);
  const [only] = all;
  if (only === undefined || all.length > 1) throw new Error(`${all.length} papers instead of one`);
  return only;
}
