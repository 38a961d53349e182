/** Articles of PubMed as E-utilities' efetch gives them (XML). PubMed's RSS is read as a feed. */
import type { CheerioAPI } from 'cheerio';
import { PaperboyError } from '../../lib/errors.ts';
import { cleanText } from '../../lib/text.ts';
import {
  type Day,
  type ListedPaper,
  type Listing,
  unknownListedPaper,
} from '../../model/listing.ts';
import { dayOf, monthNumber } from '../day.ts';
import { checkDepth } from '../markup-depth.ts';
import { composeRecords } from '../record-listing.ts';
import { rootElement } from '../root-element.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { doiIn } from '../web-address.ts';

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  checkDepth(document.name, document.text, 'xml');
  const { load } = await import('cheerio');
  const $ = load(document.text, { xml: true });
  const articles = $('PubmedArticle').toArray();
  if (articles.length === 0 && !/<\/PubmedArticleSet>/.test(document.text))
    throw cutOff(document.name);
  const listing = composeRecords(
    {
      ...{ name: document.name, format: 'pubmed', problems: [] },
      records: articles.map((value) => ({ value: $(value), line: null })),
      read: (article) => readArticle($, article),
      expected: 'articles of PubMed',
      hint: 'Fetch them with efetch: db=pubmed, rettype=abstract, retmode=xml',
    },
    context,
  );
  return listing;
}

type Element = ReturnType<ReturnType<CheerioAPI>['children']>;

function readArticle($: CheerioAPI, article: Element): Omit<ListedPaper, 'position'> | string {
  const citation = article.children('MedlineCitation');
  const inner = citation.children('Article');
  const title = textOf(inner.children('ArticleTitle')) || textOf(inner.children('VernacularTitle'));
  if (title === '') return 'has no title';
  const parts = inner
    .children('Abstract')
    .children('AbstractText')
    .toArray()
    .map((part) => joinTexts([cleanText($(part).attr('Label') ?? ''), textOf($(part))], ': '));
  const abstract = joinTexts(parts, ' ');
  const list = inner.children('AuthorList');
  const authors = list
    .children('Author')
    .toArray()
    .flatMap((author) => nameOf((part) => textOf($(author).children(part))) || []);
  const doi =
    doiIn(
      textOf(
        article.children('PubmedData').children('ArticleIdList').children('[IdType="doi"]').first(),
      ),
    ) ?? doiIn(textOf(inner.children('ELocationID[EIdType="doi"]').first()));
  const id = textOf(citation.children('PMID').first());
  return {
    ...unknownListedPaper,
    title,
    abstract: abstract === '' ? null : abstract,
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 && list.attr('CompleteYN') !== 'N' ? authors.length : null,
    published:
      dateIn(inner.children('ArticleDate').first()) ??
      dateIn(inner.children('Journal').children('JournalIssue').children('PubDate').first()),
    ids: doi === null ? {} : { doi },
    url: /^\d{1,9}$/.test(id) ? `https://pubmed.ncbi.nlm.nih.gov/${id}/` : null,
    categories: citation
      .children('KeywordList')
      .children('Keyword')
      .toArray()
      .map((keyword) => textOf($(keyword)))
      .filter((keyword) => keyword !== '')
      .slice(0, 30),
  };
}

function nameOf(part: (name: string) => string): string {
  const person = [part('ForeName') || part('Initials'), part('LastName'), part('Suffix')];
  return joinTexts(person, ' ') || part('CollectiveName');
}

/** Those of `texts` that have something in them. */
function joinTexts(texts: readonly string[], separator: string): string {
  return texts.filter((text) => text !== '').join(separator);
}

function textOf(element: { text(): string }): string {
  return cleanText(element.text());
}

/** A whole day; a year or a month alone is none. */
function dateIn(element: Element): Day | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => textOf(element.children(name)));
  if (!year || !month || !day) return null;
  return dayOf(
    Number(year),
    /^\d+$/.test(month) ? Number(month) : (monthNumber(month) ?? 0),
    Number(day),
  );
}

function cutOff(name: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected articles of PubMed, but the document ends before the first`,
    { hint: 'Fetch it again.' },
  );
}

export const pubmed = {
  format: 'pubmed',
  describes: 'articles of PubMed (XML)',
  recognises: (text) => rootElement(text) === 'PubmedArticleSet',
  parse,
} satisfies ListingParser;
