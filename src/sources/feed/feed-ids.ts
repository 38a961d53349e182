/** The arXiv id and the DOI of a feed's entry, from the many fields in which feeds put them. */
import type { ListedPaper } from '../../model/listing.ts';
import { arxivIdInAddress, doiIn, doiInAddress } from '../web-address.ts';
import { type FeedFields, type FieldName, fieldsNamed } from './feed-document.ts';

const oaiId =
  /^(?:oai:arXiv\.org:|arXiv:)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)$/i;

/** The ids that the entry names, as it spells them. A guid with a version goes before a link without one. */
export function readFeedIds(fields: FeedFields, url: string | null): ListedPaper['ids'] {
  const guids = [
    ...textsOf(fields, 'guid'),
    ...textsOf(fields, 'id'),
    ...(url === null ? [] : [url]),
  ];
  const arxiv = firstOf(guids, (text) => oaiId.exec(text)?.[1] ?? arxivIdInAddress(text));
  const named = [
    ...textsOf(fields, 'arxiv:DOI'),
    ...textsOf(fields, 'prism:doi'),
    ...textsOf(fields, 'dc:identifier'),
    ...guids.filter((text) => /^(?:doi:|10\.|https?:\/\/(?:dx\.)?doi\.org\/)/i.test(text)),
    ...fieldsNamed(fields, 'link').flatMap(({ attributes }) => {
      return attributes.title === 'doi' && attributes.href ? [attributes.href] : [];
    }),
  ];
  const doi = firstOf(named, doiIn) ?? firstOf(arxiv === null ? guids : [], doiInAddress);
  return { ...(arxiv === null ? {} : { arxiv }), ...(doi === null ? {} : { doi }) };
}

function textsOf(fields: FeedFields, name: FieldName): string[] {
  return fieldsNamed(fields, name).map(({ text }) => text.slice(0, 2_000).trim());
}

function firstOf(texts: readonly string[], read: (text: string) => string | null): string | null {
  for (const text of texts) {
    const found = text.length <= 500 ? read(text) : null;
    if (found !== null) return found;
  }
  return null;
}
