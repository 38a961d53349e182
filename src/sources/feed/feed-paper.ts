/** One entry of a feed as a listed paper. */
import { cleanText } from '../../lib/text.ts';
import type { Day, ListedPaper } from '../../model/listing.ts';
import type { FeedItem } from './feed-document.ts';
import { type FeedContext, readFeedEntry } from './feed-entry.ts';

export interface FeedPaper {
  readonly paper: ListedPaper;
  /** What was left out with a doubt, in words; null for nothing. */
  readonly doubt: string | null;
}

export interface PaperContext extends FeedContext {
  /** No paper appears after this day. */
  readonly latest: Day;
  /** The listing's day where the caller says it. */
  readonly date: Day | null;
  /** The day of a feed that announces papers day by day, without a day at the entry; else null. */
  readonly announcedOn: Day | null;
}

/** Titles of arXiv's older feeds end in `(arXiv:1805.08875v1 [hep-ex] UPDATED)`: no part of the title. */
const arxivTail = /\.?\s*\(arXiv:[^\s()]{1,40}(?:\s\[[^\]]{1,40}\])?(?:\s([A-Z ]{1,40}))?\)$/;

/** The paper, or null for an entry without a title. */
export function readFeedPaper(
  item: FeedItem,
  position: number,
  context: PaperContext,
): FeedPaper | null {
  const entry = readFeedEntry(item, context);
  const tail = entry.title?.includes('(arXiv:') ? arxivTail.exec(entry.title.slice(-200)) : null;
  const title = tail === null ? entry.title : entry.title?.slice(0, -tail[0].length);
  if (title === undefined || title === null || title === '') return null;
  const kind = item.fields.get('arxiv:announce_type')?.[0]?.text;
  const announced = kind === undefined ? '' : cleanText(kind).toLowerCase();
  const announce = readAnnounce(announced, tail);
  const written = entry.published ?? entry.updated;
  const day = written !== null && written > context.latest ? null : written;
  return {
    doubt: day === written ? null : `is dated ${written}, in the future: the date was left out`,
    // Written out: spreading what is unknown first takes more time than reading the entry.
    paper: {
      title,
      abstract: entry.abstract,
      authors: entry.authors,
      authorCount: entry.allAuthors ? (entry.authors?.length ?? null) : null,
      organization: null,
      // A replacement is announced years after the paper's own day.
      published: announce === 'replace' ? null : day,
      comments: entry.comments,
      upvotes: entry.upvotes,
      stars: null,
      ids: entry.ids,
      url: entry.link,
      pdfUrl: entry.pdf,
      codeUrl: null,
      categories: entry.categories,
      announce,
      listedOn:
        context.date ?? (announce === null ? null : announced === '' ? context.announcedOn : day),
      position,
    },
  };
}

function readAnnounce(announced: string, tail: RegExpExecArray | null): ListedPaper['announce'] {
  const said = announced === '' ? (tail?.[1]?.toLowerCase() ?? '') : announced;
  if (/^replace|^updated/.test(said)) return 'replace';
  if (/^cross/.test(said)) return 'cross';
  return said === '' && tail === null ? null : 'new';
}
