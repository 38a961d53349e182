/** The digest as RSS 2.0, one item a paper. */
import type { Digest } from '../model/digest.ts';
import { type FeedItem, feedId, feedItems, issueDate } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { standfirst } from './wording.ts';
import { element, textElement, xmlDocument } from './xml.ts';

export function renderRss(digest: Digest, options: RenderOptions): string {
  const channel = [
    textElement('title', digest.title),
    textElement('link', options.baseUrl ?? feedId),
    textElement('description', standfirst(digest)),
    textElement('language', 'en'),
    textElement('lastBuildDate', issueDate(digest).toUTCString()),
    ...feedItems(digest, options).map(itemElement),
  ];
  return xmlDocument('rss', { version: '2.0', 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, [
    element('channel', {}, `\n${channel.join('\n')}\n`),
  ]);
}

function itemElement(item: FeedItem): string {
  const children = [
    textElement('title', item.title),
    ...(item.url === null ? [] : [textElement('link', item.url)]),
    textElement('guid', item.id, { isPermaLink: 'false' }),
    textElement('pubDate', item.date.toUTCString()),
    ...item.authors.map((author) => textElement('dc:creator', author)),
    textElement('category', item.category),
    textElement('description', item.content),
  ];
  return element('item', {}, `\n${children.join('\n')}\n`);
}
