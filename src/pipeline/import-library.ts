/** A reader's library becomes what they like: known papers get a vote, others become papers that no source listed yet. */
import { type Identity, identifyEntries } from '../ingest/identify-entries.ts';
import { closest } from '../lib/closest.ts';
import { nearKeys } from '../model/near-keys.ts';
import type { LibraryFormat } from '../sources/library/library.ts';
import { readLibrary } from '../sources/library/read-library.ts';
import type { Store } from '../store/store.ts';

export { type LibraryFormat, libraryFormats } from '../sources/library/library.ts';

/** An entry that taught nothing, and why. */
export interface LeftEntry {
  readonly line: number;
  readonly name: string;
  readonly message: string;
}

export interface LibraryReport {
  readonly file: string;
  readonly format: LibraryFormat;
  /** What was found in the file: matched + new + unmatched + ambiguous + unread. */
  readonly entries: number;
  /** Known papers, by what they were known; also entries that were in the file before. */
  readonly matched: { readonly id: number; readonly title: number };
  /** Papers that the store did not have. */
  readonly new: number;
  /** Of the matched and new ones, those that the reader had said something of: that stays as it was. */
  readonly already: number;
  /** Of those the ones that the reader had said nothing of, but an entry before in the same file. */
  readonly repeated: number;
  /** How many papers are liked now that were not. */
  readonly liked: number;
  readonly unmatched: readonly LeftEntry[];
  readonly ambiguous: readonly LeftEntry[];
  readonly unread: readonly LeftEntry[];
}

export interface ImportRequest {
  /** A subscriber's id, or `oneself`. */
  readonly reader: number;
  /** Null to tell it by the content. */
  readonly format: LibraryFormat | null;
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Entries a transaction: many at once are quick, and other processes are not kept waiting long. */
const entriesAtOnce = 250;

/** So many unmatched titles are looked up for what they may have meant. */
const mostSuggested = 50;

/** What takes the work of a rehearsal back. */
class Rehearsed extends Error {
  readonly report: LibraryReport;

  constructor(report: LibraryReport) {
    super('a rehearsal is taken back');
    this.report = report;
  }
}

/**
 * Takes in one file. What it holds of a paper that is known changes nothing of the paper. The same file twice changes
 * nothing.
 * @throws PaperboyError LISTING_UNRECOGNISED
 */
export async function importLibrary(
  store: Store,
  document: { readonly name: string; readonly text: string },
  request: ImportRequest,
): Promise<LibraryReport> {
  if (!request.dryRun) return await take(store, document, request);
  try {
    return await store.transaction(async (tx) => {
      throw new Rehearsed(await take(tx, document, request));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.report;
    throw error;
  }
}

async function take(
  store: Store,
  document: { readonly name: string; readonly text: string },
  { reader, format, onProgress }: ImportRequest,
): Promise<LibraryReport> {
  const library = readLibrary(document, format);
  const { entries } = library;
  const matched = { id: 0, title: 0 };
  const counts = { new: 0, already: 0, repeated: 0, liked: 0 };
  const unmatched: LeftEntry[] = [];
  const ambiguous: LeftEntry[] = [];
  const said = await papersJudged(store, reader);
  const inFile = new Set<string>();
  const isList = library.format === 'ids' || library.format === 'titles';
  for (let at = 0; at < entries.length; at += entriesAtOnce) {
    const some = entries.slice(at, at + entriesAtOnce);
    await store.transaction(async (tx) => {
      const items = some.map(({ listed }) => ({
        listed,
        mayBeNew: !isList || hasId(listed),
      }));
      const identities = await identifyEntries(tx, items);
      await tx.papers.insert(identities.flatMap((one) => (one.what === 'new' ? one.paper : [])));
      for (const [index, identity] of identities.entries()) {
        const { line, name, listed } = some[index] as (typeof some)[number];
        const { what } = identity;
        if (what === 'unknown') {
          const message = await unmatchedBecause(tx, listed.title, unmatched.length);
          unmatched.push({ line, name, message });
          continue;
        }
        if (what === 'ambiguous') {
          ambiguous.push({ line, name, message: ambiguousBecause(identity) });
          continue;
        }
        if (what === 'known') matched[identity.by]++;
        else counts.new++;
        const { key } = identity.paper;
        if (said.has(key)) {
          counts.already++;
          if (inFile.has(key)) counts.repeated++;
        } else {
          said.add(key);
          inFile.add(key);
          await tx.votes.put(reader, key, 1, 'import');
          counts.liked++;
        }
      }
    });
    onProgress?.(Math.min(at + entriesAtOnce, entries.length), entries.length);
  }
  const { problems: unread } = library;
  return {
    file: document.name,
    format: library.format,
    entries: entries.length + unread.length,
    matched,
    ...counts,
    ...{ unmatched, ambiguous, unread },
  };
}

function hasId({ ids, url }: { readonly ids: object; readonly url: string | null }): boolean {
  return Object.keys(ids).length > 0 || url !== null;
}

/** The keys of the papers the reader has said something of, as they are now. */
async function papersJudged(store: Store, reader: number): Promise<Set<string>> {
  const keys = (await store.votes.of(reader)).map(({ paperKey }) => paperKey);
  return new Set([...(await store.papers.get(keys)).values()].map(({ key }) => key));
}

function ambiguousBecause(identity: Extract<Identity, { readonly what: 'ambiguous' }>): string {
  const keys = identity.papers.slice(0, 5).map(({ key }) => key);
  return `may be any of ${identity.papers.length} papers: ${keys.join(', ')}`;
}

async function unmatchedBecause(store: Store, title: string, before: number): Promise<string> {
  if (title === '') return 'no known paper has this id, and no title is given';
  const near = before < mostSuggested ? await nearestTitle(store, title) : null;
  return near === null
    ? 'no known paper has this title'
    : `no known paper has this title; did you mean “${near}”?`;
}

async function nearestTitle(store: Store, title: string): Promise<string | null> {
  const keys = [...(await store.papers.keysNear(nearKeys(title))).values()].flat().slice(0, 50);
  const near = [...(await store.papers.get(keys)).values()];
  const telling = [...new Set(title.match(/\p{L}{4,40}/gu) ?? [])].slice(0, 12);
  const longest = telling.sort((a, b) => b.length - a.length).slice(0, 3);
  // One word may be the one that is mistyped.
  const searches = longest.map((_, left) => longest.filter((_word, at) => at !== left).join(' '));
  for (const query of searches.filter((words) => words !== '')) {
    near.push(...(await store.papers.search(query, 10)).papers.map(({ paper }) => paper));
  }
  return closest(
    title,
    near.map((paper) => paper.title),
  );
}
