/** A feed as RSS 2.0. */
import type { Digest } from '../model/digest.ts';
import { type Feed, type FeedItem, feedOfDigest } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** The digest, one item a paper. */
export function renderRss(digest: Digest, options: RenderOptions): string {
  return rssDocument(feedOfDigest(digest, options));
}

export function rssDocument(feed: Feed): string {
  const channel = [
    textElement('title', feed.title),
    textElement('link', feed.home ?? feed.id),
    textElement('description', feed.description),
    textElement('language', 'en'),
    textElement('lastBuildDate', feed.updated.toUTCString()),
    ...(feed.self === null ? [] : [selfElement(feed.self)]),
    ...feed.items.map(itemElement),
  ];
  const attributes = {
    version: '2.0',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    ...(feed.self === null ? {} : { 'xmlns:atom': 'http://www.w3.org/2005/Atom' }),
  };
  return xmlDocument('rss', attributes, [element('channel', {}, `\n${channel.join('\n')}\n`)]);
}

function selfElement(self: string): string {
  return element('atom:link', { href: self, rel: 'self', type: 'application/rss+xml' }, '');
}

function itemElement(item: FeedItem): string {
  const children = [
    textElement('title', item.title),
    ...(item.url === null ? [] : [textElement('link', item.url)]),
    textElement('guid', item.id, { isPermaLink: 'false' }),
    textElement('pubDate', item.date.toUTCString()),
    ...item.authors.map((author) => textElement('dc:creator', author)),
    ...(item.category === null ? [] : [textElement('category', item.category)]),
    textElement('description', item.content),
  ];
  return element('item', {}, `\n${children.join('\n')}\n`);
}
