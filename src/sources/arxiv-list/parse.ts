/** The pages `arxiv.org/list/CATEGORY/new`, `/recent` and `/pastweek`: each section says how many entries it shows. */
import type { CheerioAPI } from 'cheerio';
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText } from '../../lib/text.ts';
import {
  type Announce,
  type Day,
  type ListedPaper,
  type Listing,
  type ListingProblem,
  unknownListedPaper,
} from '../../model/listing.ts';
import { splitNames } from '../author-names.ts';
import { mostCommonDay } from '../common-day.ts';
import { checkDepth } from '../markup-depth.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { doiIn } from '../web-address.ts';
import { readHeading } from './read-heading.ts';

function recognises(text: string): boolean {
  if (
    !/^\s*(?:<!--[^<]{0,2000}-->\s*)?<(?:!doctype html|html|head|body|main|div|dl|h3)\b/i.test(
      text.slice(0, 5_000),
    )
  )
    return false;
  return (
    /arxiv/i.test(text) &&
    /class\s{0,9}=\s{0,9}["']list-title|Showing new listings for|(?:New|Cross|Replacement) submissions/i.test(
      text,
    )
  );
}

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  checkDepth(document.name, document.text, 'html');
  const { load } = await import('cheerio');
  const $ = load(document.text, { xml: { xmlMode: false, decodeEntities: true } });
  const { entries, problems, declared, day } = readSections($, context.date);
  if (entries.length === 0 && (declared === null || declared > 0 || problems.length > 0))
    throw changedLayout(document.name, declared);
  if (declared !== null && entries.length < declared)
    problems.push({
      line: null,
      message: `the page says that it shows ${declared} entries, but ${entries.length} were read`,
    });
  return {
    format: 'arxiv-list',
    listedOn: context.date ?? day ?? mostCommonDay(entries),
    dayInferred: false,
    entries,
    problems,
    declared,
  };
}

interface Sections {
  readonly entries: ListedPaper[];
  readonly problems: ListingProblem[];
  /** The sum of what the sections say that they show; null where none says. */
  readonly declared: number | null;
  readonly day: Day | null;
}

/** Goes through headings and entries in the page's order: an entry belongs to the headings before it. */
function readSections($: CheerioAPI, date: Day | null): Sections {
  const entries: ListedPaper[] = [];
  const problems: ListingProblem[] = [];
  let [announce, day, pageDay, declared]: [Announce | null, Day | null, Day | null, number | null] =
    [null, null, null, null];
  for (const element of $('h2, h3, dt').toArray()) {
    if (element.tagName !== 'dt') {
      const heading = readHeading(cleanText($(element).text()));
      if (heading.shown !== null) declared = (declared ?? 0) + heading.shown;
      if (heading.announce !== null) announce = heading.announce;
      if (heading.day !== null) day = heading.day;
      pageDay ??= heading.day;
      continue;
    }
    const paper = readEntry($, $(element), announce);
    if (typeof paper === 'string')
      problems.push({
        line: null,
        message: `entry ${entries.length + problems.length + 1} ${paper}`,
      });
    else entries.push({ ...paper, listedOn: date ?? day, position: entries.length + 1 });
  }
  return { entries, problems, declared, day: pageDay };
}

type Element = ReturnType<ReturnType<CheerioAPI>['children']>;

function readEntry(
  $: CheerioAPI,
  term: Element,
  announce: Announce | null,
): Omit<ListedPaper, 'position'> | string {
  const details = term.nextAll('dd').first();
  const href = term.find('a[href*="/abs/"]').first().attr('href') ?? '';
  const arxiv = /\/abs\/([\w.-]+(?:\/\d{7})?(?:v\d+)?)(?:[?#]|$)/.exec(href)?.[1];
  const title = field(details.find('.list-title'), /^Title:\s*/i);
  if (title === '') return 'has no title';
  const links = details
    .find('.list-authors a')
    .toArray()
    .map((link) => cleanText($(link).text()));
  const written =
    links.length > 0 ? links : splitNames(field(details.find('.list-authors'), /^Authors?:\s*/i));
  const authors = written.filter(
    (name) => name !== '' && !/additional authors not shown/.test(name),
  );
  const abstract = cleanText(details.find('p.mathjax, p').first().text());
  const doi = doiIn(field(details.find('.list-doi'), /^(?:Related )?DOI:\s*/i));
  const subjects = field(details.find('.list-subjects'), /^Subjects?:\s*/i);
  return {
    ...unknownListedPaper,
    title,
    abstract: abstract === '' ? null : abstract,
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 && authors.length === written.length ? authors.length : null,
    ids: { ...(arxiv === undefined ? {} : { arxiv }), ...(doi === null ? {} : { doi }) },
    url: arxiv === undefined ? null : `https://arxiv.org/abs/${arxiv}`,
    categories: [...subjects.matchAll(/\(([a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?)\)/g)].map(
      (match) => match[1] ?? '',
    ),
    announce,
  };
}

function field(element: { first(): { text(): string } }, label: RegExp): string {
  return cleanText(element.first().text()).replace(label, '');
}

function changedLayout(name: string, declared: number | null): PaperboyError {
  const says =
    declared === null
      ? 'it does not say how many entries it shows'
      : `it says that it shows ${declared} entries`;
  return new PaperboyError(
    'LISTING_INVALID',
    `${name} looks like a listing of arXiv, and ${says}, but none can be read: the page's layout may have changed`,
    { hint: 'Use the feed of the category instead: https://rss.arxiv.org/rss/cs.AI' },
  );
}

export const arxivList = {
  format: 'arxiv-list',
  describes: 'a page of new submissions of arXiv (HTML)',
  recognises,
  parse,
} satisfies ListingParser;
