/** The digest as JSON Feed 1.1, one item a paper. */
import type { Digest } from '../model/digest.ts';
import { type FeedItem, feedItems } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { standfirst } from './wording.ts';

export function renderJsonFeed(digest: Digest, options: RenderOptions): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: digest.title,
    description: standfirst(digest),
    ...(options.baseUrl === null ? {} : { home_page_url: options.baseUrl }),
    language: 'en',
    items: feedItems(digest, options).map(itemJson),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

function itemJson(item: FeedItem): object {
  return {
    id: item.id,
    ...(item.url === null ? {} : { url: item.url }),
    title: item.title,
    content_html: item.content,
    date_published: item.date.toISOString(),
    ...(item.authors.length === 0 ? {} : { authors: item.authors.map((name) => ({ name })) }),
    tags: [item.category],
  };
}
