/** Where a feed's entry links to, from the many fields in which feeds put it. */
import { httpAddress } from '../web-address.ts';
import { type FeedField, type FeedItem, fieldsNamed } from './feed-document.ts';

/** The page of the entry as an absolute address, or null. Relative links are resolved against `base`. */
export function readLink({ fields, attributes }: FeedItem, base: string | null): string | null {
  const links = fieldsNamed(fields, 'link');
  const page = links.find(isPage) ?? links.find(isAlternate);
  return (
    addressOf(fieldsNamed(fields, 'feedburner:origLink')[0], null) ??
    addressOf(page, base) ??
    addressOf(fieldsNamed(fields, 'atom:link').find(isAlternate), base) ??
    firstAddress(fieldsNamed(fields, 'guid').filter(isPermanent)) ??
    firstAddress(fieldsNamed(fields, 'prism:url')) ??
    firstAddress(fieldsNamed(fields, 'id')) ??
    firstAddress(fieldsNamed(fields, 'atom:id')) ??
    httpAddress(attributes['rdf:about']) ??
    firstAddress(fieldsNamed(fields, 'dc:identifier'))
  );
}

function addressOf(field: FeedField | undefined, base: string | null): string | null {
  if (field === undefined) return null;
  const { attributes, text } = field;
  const own = attributes['xml:base'];
  const near = own === undefined ? base : (httpAddress(own, base ?? undefined) ?? base);
  return lasting(httpAddress(attributes.href ?? text, near ?? undefined));
}

/** PubMed puts the time at which its feed was asked for into every address. */
function lasting(address: string | null): string | null {
  return /^https:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/\d+\/(?=\?)/.exec(address ?? '')?.[0] ?? address;
}

/** Ids are never relative: they are often no addresses at all. */
function firstAddress(fields: readonly FeedField[]): string | null {
  for (const { text } of fields) {
    const address = httpAddress(text);
    if (address !== null) return address;
  }
  return null;
}

function isPermanent({ attributes }: FeedField): boolean {
  return attributes.isPermaLink !== 'false';
}

function isPage(link: FeedField): boolean {
  const { type } = link.attributes;
  return isAlternate(link) && (type === undefined || /html/i.test(type));
}

function isAlternate({ attributes, text }: FeedField): boolean {
  return (attributes.rel ?? 'alternate') === 'alternate' && (attributes.href ?? text).trim() !== '';
}

/** The entry's PDF, where a link is marked as one. */
export function readPdf({ fields }: FeedItem, base: string | null): string | null {
  const link = fields.get('link')?.find(isPdf) ?? fields.get('atom:link')?.find(isPdf);
  return link === undefined ? null : httpAddress(link.attributes.href, base ?? undefined);
}

function isPdf({ attributes }: FeedField): boolean {
  return attributes.title === 'pdf' || attributes.type === 'application/pdf';
}
