/** One record of Hugging Face's daily papers (API answer or a page's embedded data) as a listed paper. */
import { cleanText } from '../lib/text.ts';
import { type Day, type ListedPaper, unknownListedPaper } from '../model/listing.ts';
import { countIn } from './count.ts';
import { readDay } from './day.ts';
import { arxivIdInAddress, httpAddress } from './web-address.ts';

export interface HfItem {
  readonly paper: Omit<ListedPaper, 'position'>;
  /** True when the day on which it was listed is the older dumps' `publishedAt`, which later ones use for another day. */
  readonly dayInferred: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The listed paper in `value`, or in words what is wrong with it. Fields of a wrong type are unknown. */
export function readHfItem(value: unknown): HfItem | string {
  if (typeof value === 'string') return describeText(value);
  if (!isFields(value))
    return `is ${value === null ? 'null' : `a ${nameOf(value)}`}, not an object`;
  const inner = isFields(value.paper) ? value.paper : value;
  const title = firstText(inner.title, value.title);
  if (title === null) return 'has no title';
  const submitted = firstDay(inner.submittedOnDailyAt, value.submittedOnDailyAt);
  const listedBefore2025 = inner === value ? null : firstDay(value.publishedAt);
  const authors = readAuthors(inner.authors);
  const id = typeof inner.id === 'string' ? inner.id.trim() : '';
  const page = /^[\w./-]{1,60}$/.test(id) ? `https://huggingface.co/papers/${id}` : null;
  const arxiv = page === null ? null : arxivIdInAddress(page);
  const paper = {
    ...unknownListedPaper,
    title,
    abstract: firstText(inner.summary, value.summary),
    authors,
    authorCount: authors?.length ?? null,
    organization: readOrganization(inner.organization) ?? readOrganization(value.organization),
    published: firstDay(inner.publishedAt),
    comments: countIn(value.numComments),
    upvotes: countIn(inner.upvotes),
    stars: countIn(inner.githubStars),
    codeUrl: httpAddress(inner.githubRepo),
    ids: arxiv === null ? {} : { arxiv },
    url: page,
    listedOn: submitted ?? listedBefore2025,
  };
  return { paper, dayInferred: submitted === null && listedBefore2025 !== null };
}

function describeText(text: string): string {
  return /^\s*\{\s*'/.test(text)
    ? 'is text, not an object: a Python dictionary that was written as text'
    : 'is text, not an object';
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const text = typeof value === 'string' ? cleanText(value) : '';
    if (text !== '') return text;
  }
  return null;
}

function firstDay(...values: readonly unknown[]): Day | null {
  for (const value of values) {
    const day = typeof value === 'string' ? readDay(value) : null;
    if (day !== null) return day;
  }
  return null;
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
