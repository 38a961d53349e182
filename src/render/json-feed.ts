/** A feed as JSON Feed 1.1. */
import type { Digest } from '../model/digest.ts';
import { type Feed, type FeedItem, feedOfDigest } from './feed-items.ts';
import type { RenderOptions } from './options.ts';

/** The digest, one item a paper. */
export function renderJsonFeed(digest: Digest, options: RenderOptions): string {
  return jsonFeedDocument(feedOfDigest(digest, options));
}

export function jsonFeedDocument(feed: Feed): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    ...(feed.home === null ? {} : { home_page_url: feed.home }),
    ...(feed.self === null ? {} : { feed_url: feed.self }),
    language: 'en',
    items: feed.items.map(itemJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function itemJson(item: FeedItem): object {
  return {
    id: item.id,
    ...(item.url === null ? {} : { url: item.url }),
    title: item.title,
    content_html: item.content,
    date_published: item.date.toISOString(),
    ...(item.authors.length === 0 ? {} : { authors: item.authors.map((name) => ({ name })) }),
    ...(item.category === null ? {} : { tags: [item.category] }),
  };
}
