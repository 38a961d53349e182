/** A listed paper as the paper it names: text made readable, ids canonical, links worked out. */
import { httpAddress } from '../lib/address.ts';
import { readableText } from '../lib/latex.ts';
import { cleanText, shorten } from '../lib/text.ts';
import type { ListedPaper } from '../model/listing.ts';
import type { Paper, PaperLinks } from '../model/paper.ts';
import { arxivId, doiId, idKind, type PaperId, titleId, urlId } from '../model/paper-id.ts';

/** No real field is longer; a hostile one must not fill the store. UTF-16 units. */
const longest = { title: 1_000, abstract: 20_000, author: 200, authors: 5_000, address: 2_000 };

/**
 * The paper an entry describes, without a key (it gets one when it turns out to be new). An entry whose title is
 * empty once cleaned cannot be told from others: null.
 */
export function paperFrom(entry: ListedPaper): Omit<Paper, 'key'> | null {
  const title = shorten(readableText(entry.title), longest.title);
  if (title === '') return null;
  const ids = idsOf(entry);
  const abstract =
    entry.abstract === null ? '' : shorten(readableText(entry.abstract), longest.abstract);
  const authors = (entry.authors ?? [])
    .slice(0, longest.authors)
    .map((author) => shorten(readableText(author), longest.author))
    .filter((author) => author !== '');
  const organization =
    entry.organization === null ? '' : shorten(cleanText(entry.organization), longest.author);
  return {
    title,
    abstract: abstract === '' ? null : abstract,
    authors: authors.length === 0 ? null : authors,
    authorCount: authors.length > 0 ? authors.length : entry.authorCount,
    organization: organization === '' ? null : organization,
    published: entry.published,
    categories: [
      ...new Set(entry.categories.map((name) => cleanText(name)).filter((name) => name !== '')),
    ],
    links: linksOf(entry, ids),
    ids,
  };
}

/** The names the entry gives, best first: arXiv, DOI, address, title; of two of a kind the one that is said plainer. A preprint goes by its article's DOI as well. */
function idsOf(entry: ListedPaper): PaperId[] {
  const found = [
    entry.ids.arxiv === undefined ? null : arxivId(entry.ids.arxiv),
    entry.ids.doi === undefined ? null : doiId(entry.ids.doi),
    entry.pdfUrl === null ? null : arxivId(entry.pdfUrl),
    entry.url === null || entry.url.length > longest.address ? null : urlId(entry.url),
  ].filter((id) => id !== null);
  const best = (kind: 'arxiv' | 'doi' | 'url') => found.find((id) => idKind(id) === kind);
  const published = entry.ids.published === undefined ? null : doiId(entry.ids.published);
  const names = [best('arxiv'), best('doi'), published, best('url'), titleId(entry.title)];
  return [...new Set(names.filter((id) => id != null))];
}

function linksOf(entry: ListedPaper, ids: readonly PaperId[]): PaperLinks {
  const arxiv = ids.find((id) => id.startsWith('arxiv:'))?.slice('arxiv:'.length);
  const doi = ids.find((id) => id.startsWith('doi:'))?.slice('doi:'.length);
  const url = httpAddress(entry.url);
  const pageOfListing =
    url !== null && /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/papers\//.test(url);
  const ownPage = pageOfListing ? null : url;
  return {
    abstract:
      arxiv !== undefined
        ? `https://arxiv.org/abs/${arxiv}`
        : (ownPage ?? (doi === undefined ? null : `https://doi.org/${encodeURI(doi)}`)),
    pdf:
      httpAddress(entry.pdfUrl) ?? (arxiv === undefined ? null : `https://arxiv.org/pdf/${arxiv}`),
    listing: pageOfListing ? url : null,
    code: httpAddress(entry.codeUrl),
  };
}
