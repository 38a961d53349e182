/** One record of Hugging Face's daily papers (API answer or a page's embedded data) as a listed paper. */
import type { ListedPaper } from '../model/listing.ts';
import { countIn } from './count.ts';
import { describeValue, firstDay, firstText, isFields } from './json-fields.ts';
import { arxivIdInAddress, httpAddress } from './web-address.ts';

export interface HfItem {
  readonly paper: Omit<ListedPaper, 'position'>;
  /** True when the day on which it was listed is the older dumps' `publishedAt`, which later ones use for another day. */
  readonly dayInferred: boolean;
}

/** The listed paper in `value`, or in words what is wrong with it. Fields of a wrong type are unknown. */
export function readHfItem(value: unknown): HfItem | string {
  if (typeof value === 'string') return describeText(value);
  if (!isFields(value)) return `is ${describeValue(value)}, not an object`;
  const inner = isFields(value.paper) ? value.paper : value;
  const title = firstText(inner.title, value.title);
  if (title === null) return 'has no title';
  const submitted = firstDay(inner.submittedOnDailyAt, value.submittedOnDailyAt);
  const listedBefore2025 = inner === value ? null : firstDay(value.publishedAt);
  const authors = readAuthors(inner.authors);
  const id = typeof inner.id === 'string' ? inner.id.trim() : '';
  const page = /^[\w./-]{1,60}$/.test(id) ? `https://huggingface.co/papers/${id}` : null;
  const arxiv = page === null ? null : arxivIdInAddress(page);
  // Written out: spreading what is unknown first takes more time than reading the record.
  const paper = {
    title,
    abstract: firstText(inner.summary, value.summary),
    authors,
    authorCount: authors?.length ?? null,
    organization: readOrganization(inner.organization) ?? readOrganization(value.organization),
    published: firstDay(inner.publishedAt),
    comments: countIn(value.numComments),
    upvotes: countIn(inner.upvotes),
    stars: countIn(inner.githubStars),
    ids: arxiv === null ? {} : { arxiv },
    url: page,
    pdfUrl: null,
    codeUrl: httpAddress(inner.githubRepo),
    categories: [],
    announce: null,
    listedOn: submitted ?? listedBefore2025,
  };
  return { paper, dayInferred: submitted === null && listedBefore2025 !== null };
}

function describeText(text: string): string {
  return /^\s*\{\s*'/.test(text)
    ? 'is text, not an object: a Python dictionary that was written as text'
    : 'is text, not an object';
}

/** The names that the site shows: authors marked hidden are left out. */
function readAuthors(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const names = value.flatMap((author: unknown) => {
    if (isFields(author) && author.hidden === true) return [];
    return firstText(isFields(author) ? author.name : author) ?? [];
  });
  return names.length > 0 ? names : null;
}

function readOrganization(value: unknown): string | null {
  return isFields(value) ? firstText(value.fullname, value.name) : null;
}
