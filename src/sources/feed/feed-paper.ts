/** One entry of a feed as a listed paper. */
import type { load as loadMarkup } from 'cheerio';
import { cleanText } from '../../lib/text.ts';
import { type Day, type ListedPaper, unknownListedPaper } from '../../model/listing.ts';
import { readDay } from '../day.ts';
import { arxivIdInAddress, httpAddress } from '../web-address.ts';
import { namesIn, withoutMail } from './author-names.ts';
import { type FeedField, type FeedFields, fieldsNamed, firstField } from './feed-document.ts';
import { readFeedIds } from './feed-ids.ts';
import { htmlToText } from './html-text.ts';
import type { FeedKind } from './root-element.ts';

export interface FeedContext {
  readonly kind: FeedKind;
  /** The feed's own address, for relative ones; null where it has none. */
  readonly base: string | null;
  readonly load: typeof loadMarkup;
}

/** Titles of arXiv's older feeds end in `(arXiv:1805.08875v1 [hep-ex] UPDATED)`: no part of the title. */
const arxivTail = /\.?\s*\(arXiv:[^\s()]{1,40}(?:\s\[[^\]]{1,40}\])?(?:\s[A-Z ]{1,40})?\)$/;
/** arXiv's newer feeds put this before the abstract. */
const arxivLead = /^arXiv:\S{1,40}\s+Announce Type:\s*\S{1,40}\s+(?:Abstract:\s*)?/i;

/** The paper, or null for an entry without a title. */
export function readFeedPaper(
  fields: FeedFields,
  context: FeedContext,
): Omit<ListedPaper, 'position'> | null {
  const title = textOf(firstField(fields, 'title', 'dc:title'), context).replace(arxivTail, '');
  if (title === '') return null;
  const url = readLink(fields, context);
  const ids = readFeedIds(fields, url);
  const arxiv = ids.arxiv !== undefined || (url !== null && arxivIdInAddress(url) !== null);
  const authors = readAuthors(fields, arxiv, context);
  const announced = cleanText(firstField(fields, 'arxiv:announce_type')?.text ?? '').toLowerCase();
  const day = readFirstDay(fields);
  const abstract = textOf(
    firstField(fields, 'description', 'summary', 'dc:description', 'content:encoded', 'content'),
    context,
  ).replace(arxivLead, '');
  return {
    ...unknownListedPaper,
    title,
    abstract: abstract === '' ? null : abstract,
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 ? authors.length : null,
    // A replacement is announced years after the paper's own day.
    published: announced.startsWith('replace') ? null : day,
    ids,
    url,
    pdfUrl: readPdf(fields, context),
    categories: readCategories(fields),
    listedOn: announced === '' ? null : day,
  };
}

/** RSS's texts are HTML whatever they say; Atom says which of its texts are. */
function textOf(field: FeedField | null, { kind, load }: FeedContext): string {
  if (field === null) return '';
  const html = kind !== 'atom' || /^(?:html|text\/html)$/i.test(field.attributes.type ?? '');
  return cleanText(html ? htmlToText(field.text, load) : field.text);
}

function readAuthors(fields: FeedFields, arxiv: boolean, context: FeedContext): string[] {
  const creators = fieldsNamed(fields, 'dc:creator');
  const given = creators.length > 0 ? creators : fieldsNamed(fields, 'author');
  const texts = given.map((field) => cleanText(withoutMail(htmlToText(field.text, context.load))));
  const [only = ''] = texts;
  const names = texts.length === 1 ? namesIn(only, { arxiv }) : texts;
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function readLink(fields: FeedFields, { base }: FeedContext): string | null {
  const links = fieldsNamed(fields, 'link');
  const alternate = links.find(
    ({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate' && attributes.href,
  );
  const written = links.find(({ text }) => /\S/.test(text));
  const guid = fieldsNamed(fields, 'guid').find(
    ({ attributes }) => attributes.isPermaLink !== 'false',
  );
  for (const candidate of [
    written?.text,
    alternate?.attributes.href,
    guid?.text,
    firstField(fields, 'id')?.text,
  ]) {
    const address = httpAddress(candidate, base ?? undefined);
    if (address !== null) return address;
  }
  return null;
}

function readPdf(fields: FeedFields, { base }: FeedContext): string | null {
  const pdf = fieldsNamed(fields, 'link').find(({ attributes }) => {
    return attributes.title === 'pdf' || attributes.type === 'application/pdf';
  });
  return httpAddress(pdf?.attributes.href, base ?? undefined);
}

function readFirstDay(fields: FeedFields): Day | null {
  for (const name of [
    'published',
    'pubDate',
    'dc:date',
    'prism:publicationDate',
    'updated',
  ] as const) {
    const day = readDay(cleanText(firstField(fields, name)?.text ?? ''));
    if (day !== null) return day;
  }
  return null;
}

/** No entry has more that mean anything. */
const mostCategories = 30;

function readCategories(fields: FeedFields): readonly string[] {
  const given = [...fieldsNamed(fields, 'category'), ...fieldsNamed(fields, 'dc:subject')];
  const names = given
    .map(({ attributes, text }) => cleanText(attributes.term ?? text))
    .filter((name) => name !== '');
  return [...new Set(names)].slice(0, mostCategories);
}
