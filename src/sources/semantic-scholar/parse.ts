/** Papers from Semantic Scholar's API: search, recommendations, batches, references and citations, or one paper. */
import { type ListedPaper, type Listing, unknownListedPaper } from '../../model/listing.ts';
import { countIn } from '../count.ts';
import { describeValue, firstDay, firstText, hasTitle, isFields, textsIn } from '../json-fields.ts';
import { readJsonRecords } from '../json-records.ts';
import { composeRecords } from '../record-listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { httpAddress } from '../web-address.ts';

const keys = ['recommendedPapers', 'data', 'papers'] as const;

function recognises(text: string): boolean {
  return /^\s*[[{]/.test(text) && /"paperId"\s{0,20}:/.test(text);
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const { name, text } = document;
  const { records, problems, document: answer } = readJsonRecords(text, keys, papersIn, hasTitle);
  const listing = composeRecords(
    {
      ...{ name, format: 'semantic-scholar', records, problems },
      read: readPaper,
      isCut: answer === undefined,
      expected: 'papers of Semantic Scholar',
      hint: 'Ask for their titles too: fields=title,abstract,authors,externalIds,url,publicationDate',
    },
    context,
  );
  return { ...listing, declared: declaredEntries(answer) };
}

function papersIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const list = isFields(value) ? keys.map((key) => value[key]).find(Array.isArray) : undefined;
  return list ?? [value];
}

/** How many papers this page holds by its own numbers. */
function declaredEntries(answer: unknown): number | null {
  if (!isFields(answer)) return null;
  const [offset, next, total] = [
    countIn(answer.offset),
    countIn(answer.next),
    countIn(answer.total),
  ];
  if (offset === null) return null;
  if (next !== null) return Math.max(0, next - offset);
  return total === null ? null : Math.max(0, total - offset);
}

function readPaper(value: unknown): Omit<ListedPaper, 'position'> | string {
  if (!isFields(value)) return `is ${describeValue(value)}, not an object`;
  const paper = [value.citedPaper, value.citingPaper, value].find(isFields) ?? value;
  const title = firstText(paper.title);
  if (title === null) return 'has no title';
  const authors = textsIn(paper.authors, 'name');
  const ids = isFields(paper.externalIds) ? paper.externalIds : {};
  const [arxiv, doi] = [firstText(ids.ArXiv), firstText(ids.DOI)];
  const pdf = isFields(paper.openAccessPdf) ? httpAddress(paper.openAccessPdf.url) : null;
  return {
    ...unknownListedPaper,
    title,
    abstract: firstText(paper.abstract),
    authors,
    authorCount: authors?.length ?? null,
    published: firstDay(paper.publicationDate),
    ids: { ...(arxiv === null ? {} : { arxiv }), ...(doi === null ? {} : { doi }) },
    url: httpAddress(paper.url) ?? pageOf(paper.paperId),
    pdfUrl: pdf,
    categories: textsIn(paper.fieldsOfStudy)?.slice(0, 30) ?? [],
  };
}

function pageOf(id: unknown): string | null {
  return typeof id === 'string' && /^[0-9a-f]{40}$/.test(id)
    ? `https://www.semanticscholar.org/paper/${id}`
    : null;
}

export const semanticScholar = {
  format: 'semantic-scholar',
  describes: "papers of Semantic Scholar's API (JSON)",
  recognises,
  parse,
} satisfies ListingParser;
