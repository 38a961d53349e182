/** Reads the text of a feed into its fields: quickly or strictly where that works, else tolerantly. */
import type { load as loadMarkup } from 'cheerio';
import { cleanText, shorten } from '../../lib/text.ts';
import type { ListingProblem } from '../../model/listing.ts';
import { checkDepth } from '../markup-depth.ts';
import { rootElement, rootTag } from '../root-element.ts';
import type { SourceDocument } from '../source.ts';
import type { FeedDocument } from './feed-document.ts';
import { feedKind } from './feed-kind.ts';
import { findUnknown } from './find-unknown.ts';
import { keepNewest, leftOut } from './newest-items.ts';
import { readPlain } from './read-plain.ts';
import { readStrict } from './read-strict.ts';
import { readTolerant } from './read-tolerant.ts';

export interface FeedRead {
  readonly feed: FeedDocument;
  readonly problems: readonly ListingProblem[];
  /** False where the document was cut off: its last element does not end. */
  readonly complete: boolean;
  /** In a feed without entries, an element that stands where they should; null where there is none. */
  readonly unknown: string | null;
  readonly load: typeof loadMarkup;
}

/** @throws PaperboyError LISTING_INVALID for elements nested too deeply. */
export async function readFeed(document: SourceDocument): Promise<FeedRead> {
  checkDepth(document.name, document.text, 'xml');
  const { load } = await import('cheerio');
  const { text, dropped } = keepNewest(document.text);
  const { feed, problem } = await readEither(text, load);
  const complete = isComplete(text);
  const problems = problem === null ? [] : [problem];
  return {
    feed,
    problems: dropped === 0 ? problems : [...problems, leftOut(dropped)],
    complete,
    unknown: feed.items.length === 0 ? findUnknown(text, load) : null,
    load,
  };
}

/** True where the root element has its end: that of an entry before a cut says nothing. */
function isComplete(text: string): boolean {
  const root = rootTag(text);
  if (root === null) return false;
  if (/\/>?$/.test(root.tag)) return true;
  const end = text.slice(-2_000).toLowerCase();
  const at = end.lastIndexOf(`</${root.name.toLowerCase()}`);
  return at !== -1 && /^\s{0,9}>/.test(end.slice(at + root.name.length + 2));
}

interface EitherRead {
  readonly feed: FeedDocument;
  readonly problem: ListingProblem | null;
}

/** The feed by the quick reader, else the strict one; by the tolerant one where that fails or would lose entries or the order of a text. */
async function readEither(text: string, load: typeof loadMarkup): Promise<EitherRead> {
  const kind = feedKind(text) ?? 'rss';
  if (kind === 'atom' && /:?entry$/i.test(rootElement(text) ?? ''))
    return { feed: readTolerant(text, kind, load), problem: null };
  const plain = readPlain(text, kind);
  if (plain !== null) return { feed: plain, problem: null };
  let problem: ListingProblem | null = null;
  try {
    const feed = await readStrict(text, kind);
    if (
      feed !== null &&
      (feed.items.length > 0 || !/<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]/i.test(text))
    )
      return { feed, problem };
  } catch (error) {
    problem = describe(error);
  }
  const feed = readTolerant(text, kind, load);
  return { feed, problem };
}

/** What the strict reader says, with the line where it says one. */
function describe(error: unknown): ListingProblem {
  const message = error instanceof Error ? error.message : '';
  const line = /\nLine: (\d{1,9})/.exec(message)?.[1];
  const reason = shorten(cleanText(message.split('\n')[0] ?? ''), 120);
  return line === undefined
    ? { line: null, message: 'the feed has an unusual form; it was read tolerantly' }
    : {
        line: Number(line) + 1,
        message: `the feed is not well-formed (${reason}); it was read tolerantly`,
      };
}
