/** The arXiv id and the DOI of a feed's entry, from the many fields in which feeds put them. */
import type { ListedPaper } from '../../model/listing.ts';
import { arxivIdInAddress, doiIn, doiInAddress } from '../web-address.ts';
import { type FeedFields, type FieldName, fieldsNamed } from './feed-document.ts';

const oaiId =
  /^(?:oai:arXiv\.org:|arXiv:)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)$/i;

/** A guid that is a DOI, not one that only holds it. */
const ownDoi = /^(?:doi:|10\.|https?:\/\/(?:dx\.)?doi\.org\/)/i;

/** The ids that the entry names, as it spells them. A guid with a version goes before a link without one. */
export function readFeedIds(fields: FeedFields, url: string | null): ListedPaper['ids'] {
  const guids = [
    ...textsOf(fields, 'guid'),
    ...textsOf(fields, 'id'),
    ...(url === null ? [] : [url]),
  ];
  const arxiv = firstOf(guids, (text) => oaiId.exec(text)?.[1] ?? arxivIdInAddress(text));
  const doi = namedDoi(fields, guids) ?? (arxiv === null ? firstOf(guids, doiInAddress) : null);
  return { ...(arxiv === null ? {} : { arxiv }), ...(doi === null ? {} : { doi }) };
}

function namedDoi(fields: FeedFields, guids: readonly string[]): string | null {
  for (const name of ['arxiv:DOI', 'prism:doi', 'dc:identifier'] as const) {
    const doi = firstOf(textsOf(fields, name), doiIn);
    if (doi !== null) return doi;
  }
  const links = fieldsNamed(fields, 'link').flatMap(({ attributes }) => {
    return attributes.title === 'doi' && attributes.href ? [attributes.href] : [];
  });
  return firstOf([...guids.filter((text) => ownDoi.test(text)), ...links], doiIn);
}

function textsOf(fields: FeedFields, name: FieldName): readonly string[] {
  return fieldsNamed(fields, name).map(({ text }) => text.slice(0, 2_000).trim());
}

function firstOf(texts: readonly string[], read: (text: string) => string | null): string | null {
  for (const text of texts) {
    const found = text.length <= 500 ? read(text) : null;
    if (found !== null) return found;
  }
  return null;
}
