/** A feed as Atom (RFC 4287). */
import type { Digest } from '../model/digest.ts';
import { type Feed, type FeedItem, feedOfDigest } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** The digest, one entry a paper. */
export function renderAtom(digest: Digest, options: RenderOptions): string {
  return atomDocument(feedOfDigest(digest, options));
}

export function atomDocument(feed: Feed): string {
  const attributes = { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' };
  return xmlDocument('feed', attributes, [
    textElement('title', feed.title, { type: 'text' }),
    textElement('subtitle', feed.description, { type: 'text' }),
    textElement('id', feed.id),
    textElement('updated', feed.updated.toISOString()),
    // Atom wants an author for entries that have none of their own.
    personElement(feed.title),
    ...(feed.home === null ? [] : [element('link', { href: feed.home }, '')]),
    ...(feed.self === null ? [] : [element('link', { rel: 'self', href: feed.self }, '')]),
    ...feed.items.map(entryElement),
  ]);
}

function entryElement(item: FeedItem): string {
  const children = [
    textElement('title', item.title, { type: 'text' }),
    textElement('id', item.id),
    textElement('updated', item.date.toISOString()),
    ...(item.url === null ? [] : [element('link', { rel: 'alternate', href: item.url }, '')]),
    ...item.authors.map(personElement),
    ...(item.category === null ? [] : [element('category', { term: item.category }, '')]),
    textElement('content', item.content, { type: 'html' }),
  ];
  return element('entry', {}, `\n${children.join('\n')}\n`);
}

function personElement(name: string): string {
  return element('author', {}, textElement('name', name));
}
