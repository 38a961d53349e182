/** The digest as Atom (RFC 4287), one entry a paper. */
import type { Digest } from '../model/digest.ts';
import { type FeedItem, feedId, feedItems, issueDate } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { standfirst } from './wording.ts';
import { element, textElement, xmlDocument } from './xml.ts';

export function renderAtom(digest: Digest, options: RenderOptions): string {
  const attributes = { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' };
  return xmlDocument('feed', attributes, [
    textElement('title', digest.title, { type: 'text' }),
    textElement('subtitle', standfirst(digest), { type: 'text' }),
    textElement('id', feedId),
    textElement('updated', issueDate(digest).toISOString()),
    // Atom wants an author for entries that have none of their own.
    personElement(digest.title),
    ...(options.baseUrl === null ? [] : [element('link', { href: options.baseUrl }, '')]),
    ...feedItems(digest, options).map(entryElement),
  ]);
}

function entryElement(item: FeedItem): string {
  const children = [
    textElement('title', item.title, { type: 'text' }),
    textElement('id', item.id),
    textElement('updated', item.date.toISOString()),
    ...(item.url === null ? [] : [element('link', { rel: 'alternate', href: item.url }, '')]),
    ...item.authors.map(personElement),
    element('category', { term: item.category }, ''),
    textElement('content', item.content, { type: 'html' }),
  ];
  return element('entry', {}, `\n${children.join('\n')}\n`);
}

function personElement(name: string): string {
  return element('author', {}, textElement('name', name));
}
