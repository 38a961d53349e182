/** The site's own feeds: every paper of the issues shown, each once, and every issue. */
import { count } from '../lib/text.ts';
import { type Digest, papersOf } from '../model/digest.ts';
import { type Feed, type FeedItem, feedId, feedItems, issueDate } from './feed-items.ts';
import type { RenderOptions } from './options.ts';
import { titleUrl } from './paper-links.ts';
import { issueTitle, standfirst } from './wording.ts';
import { xmlText } from './xml.ts';

interface Issues {
  readonly title: string;
  /** Newest first. */
  readonly digests: readonly Digest[];
}

/**
 * Every paper, the newest first and those of a day as their issues rank them; one that was in several issues stays
 * with the first, so that its item never changes.
 */
export function papersFeed(issues: Issues, options: RenderOptions, file: string): Feed {
  const seen = new Set<string>();
  const byIssue = issues.digests.toReversed().map((digest) =>
    feedItems(digest, options).filter(({ id }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    }),
  );
  const items = byIssue
    .toReversed()
    .flat()
    .sort((a, b) => b.date.getTime() - a.date.getTime());
  return {
    ...about(issues, options, file),
    id: feedId,
    description: `${count(items.length, 'paper')} of the last ${count(issues.digests.length, 'day')}`,
    items,
  };
}

/** Every issue, newest first, with its titles. */
export function issuesFeed(issues: Issues, options: RenderOptions, file: string): Feed {
  return {
    ...about(issues, options, file),
    id: 'tag:paperboy.invalid,2026:issues',
    description: `${issues.title}, one item a day`,
    items: issues.digests.map((digest) => issueItem(digest, options)),
  };
}

function about(issues: Issues, options: RenderOptions, file: string) {
  const [latest] = issues.digests;
  return {
    title: issues.title,
    home: addressOf('index.html', options),
    self: options.baseUrl === null ? null : addressOf(file, options),
    // Atom has no way to say "never".
    updated: latest === undefined ? new Date(0) : issueDate(latest),
  };
}

function issueItem(digest: Digest, options: RenderOptions): FeedItem {
  const titles = papersOf(digest).map(({ paper }) => {
    const url = titleUrl(paper, options.searchLink);
    const title = xmlText(paper.title);
    return `<li>${url === null ? title : `<a href="${xmlText(url)}">${title}</a>`}</li>`;
  });
  return {
    id: `tag:paperboy.invalid,2026:issue/${digest.date}`,
    title: issueTitle(digest),
    url: addressOf(`${digest.date}.html`, options),
    content: `<p>${xmlText(standfirst(digest))}</p><ol>${titles.join('')}</ol>`,
    authors: [],
    category: null,
    date: issueDate(digest),
  };
}

/** Absolute where the site has a public address, else the file beside the feed. */
function addressOf(file: string, { baseUrl }: RenderOptions): string {
  if (baseUrl === null) return file;
  return file === 'index.html' ? `${baseUrl}/` : `${baseUrl}/${file}`;
}
