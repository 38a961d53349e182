/** One entry of a feed: what it says of itself, in one shape for RSS and Atom. */
import { cleanText } from '../../lib/text.ts';
import type { Day, ListedPaper } from '../../model/listing.ts';
import { isCutShort, namesIn, withoutMail } from '../author-names.ts';
import { readDay } from '../day.ts';
import { htmlToLine } from '../html-text.ts';
import { arxivIdInAddress, httpAddress } from '../web-address.ts';
import { cleanAbstract, type Description, readDescription } from './description.ts';
import {
  type FeedFields,
  type FeedItem,
  type FieldName,
  fieldsNamed,
  firstField,
} from './feed-document.ts';
import { readFeedIds } from './feed-ids.ts';
import { readLink, readPdf } from './feed-links.ts';
import { markupOf, type TextContext, textOf } from './feed-text.ts';

export interface FeedContext extends TextContext {
  /** The feed's own address, for relative ones; null where it has none. */
  readonly base: string | null;
}

export interface FeedEntry {
  /** As the feed writes it, without markup; null where there is none. */
  readonly title: string | null;
  readonly link: string | null;
  readonly pdf: string | null;
  /** The entry's own id or guid, whatever it is. */
  readonly id: string | null;
  readonly ids: ListedPaper['ids'];
  readonly authors: readonly string[] | null;
  /** False where the feed says that there are more ("et al."). */
  readonly allAuthors: boolean;
  readonly abstract: string | null;
  readonly published: Day | null;
  readonly updated: Day | null;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly categories: readonly string[];
}

const publishedNames = [
  ...([
    'published',
    'atom:published',
    'pubDate',
    'dc:date',
    'dcterms:issued',
    'issued',
    'dcterms:created',
  ] as const),
  ...(['created', 'date', 'prism:publicationDate', 'prism:coverDate'] as const),
] as const;
const updatedNames = ['updated', 'atom:updated', 'modified', 'dcterms:modified'] as const;

export function readFeedEntry(item: FeedItem, feed: FeedContext): FeedEntry {
  const { fields } = item;
  const context = { ...feed, base: baseOf(item, feed.base) };
  const title = textOf(firstField(fields, 'title', 'dc:title', 'atom:title'), context);
  const link = readLink(item, context.base);
  const ids = readFeedIds(fields, link);
  const arxiv = ids.arxiv !== undefined || (link !== null && arxivIdInAddress(link) !== null);
  const description = describe(fields, title, context);
  const authors = readAuthors(fields, arxiv, context);
  const named = authors.names.length > 0 ? authors.names : (description.authors ?? []);
  return {
    title: title === '' ? null : title,
    link,
    pdf: readPdf(item, context.base),
    id:
      cleanText(firstField(fields, 'id', 'guid', 'atom:id')?.text ?? '') ||
      (item.attributes['rdf:about'] ?? null),
    ids,
    authors: named.length > 0 ? named : null,
    allAuthors: authors.all,
    abstract: description.abstract,
    published: firstDay(fields, publishedNames) ?? description.published ?? null,
    updated: firstDay(fields, updatedNames),
    upvotes: description.upvotes ?? null,
    comments: description.comments ?? null,
    categories: readCategories(fields),
  };
}

function baseOf(item: FeedItem, base: string | null): string | null {
  const own = item.attributes['xml:base'];
  return own === undefined ? base : (httpAddress(own, base ?? undefined) ?? base);
}

const short = ['description', 'summary', 'dc:description', 'atom:summary'] as const;
const long = ['content:encoded', 'content', 'fullitem', 'body'] as const;

/** The first description that holds an abstract; the longer text where that one is cut short. */
function describe(fields: FeedFields, title: string, context: FeedContext): Description {
  const first = readFirst(fields, short, title, context);
  const cut = first.abstract !== null && /(?:\.\.\.|…)$/.test(first.abstract.slice(-3));
  if (first.abstract !== null && !cut) return first;
  const second = readFirst(fields, long, title, context);
  if (first.abstract !== null && (second.abstract?.length ?? 0) <= first.abstract.length)
    return first;
  return { ...first, ...second };
}

function readFirst(
  fields: FeedFields,
  names: readonly FieldName[],
  title: string,
  context: FeedContext,
): Description {
  let facts: Description = { abstract: null };
  for (const name of names) {
    const field = firstField(fields, name);
    if (field === null) continue;
    const markup = markupOf(field, context.kind);
    const found =
      markup === null
        ? { abstract: cleanAbstract(textOf(field, context), title) }
        : readDescription(markup, title, context.load);
    facts = { ...facts, ...found };
    if (facts.abstract !== null) return facts;
  }
  return facts;
}

const authorNames = [
  'dc:creator',
  'author',
  'dc:author',
  'atom:author',
  'citation:author',
] as const;

function readAuthors(
  fields: FeedFields,
  arxiv: boolean,
  { load }: FeedContext,
): { names: string[]; all: boolean } {
  const name = authorNames.find((each) => fields.get(each)?.some(({ text }) => /\S/.test(text)));
  const given = name === undefined ? [] : fieldsNamed(fields, name);
  const texts = given.map(({ text }) => cleanText(withoutMail(htmlToLine(text, load))));
  const [only = ''] = texts;
  const names = texts.length === 1 ? namesIn(only, { arxiv }) : texts;
  return {
    names: names.filter((name) => name !== ''),
    all: texts.length !== 1 || !isCutShort(only),
  };
}

function firstDay(fields: FeedFields, names: readonly FieldName[]): Day | null {
  for (const name of names) {
    for (const { text } of fields.get(name) ?? []) {
      const day = readDay(cleanText(text.slice(0, 200)));
      if (day !== null) return day;
    }
  }
  return null;
}

/** No entry has more that mean anything. */
const mostCategories = 30;

function readCategories(fields: FeedFields): readonly string[] {
  if (!fields.has('category') && !fields.has('dc:subject')) return [];
  const given = [...fieldsNamed(fields, 'category'), ...fieldsNamed(fields, 'dc:subject')];
  const names = given
    .map(({ attributes, text }) => cleanText(attributes.term ?? text))
    .filter((name) => name !== '');
  return [...new Set(names)].slice(0, mostCategories);
}
