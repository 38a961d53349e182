/** The public site as a set of files: pages and feeds made from the issues published, the same for the same issues. */
import { longDay } from '../lib/days.ts';
import { count } from '../lib/text.ts';
import { type Digest, papersOf } from '../model/digest.ts';
import { atomDocument } from './atom.ts';
import { cleanDigest, cleanOptions } from './clean-digest.ts';
import { digestView } from './html.ts';
import { jsonFeedDocument } from './json-feed.ts';
import type { RenderOptions } from './options.ts';
import { rssDocument } from './rss.ts';
import { issuesFeed, papersFeed } from './site-feeds.ts';
import { type Credit, creditsOf, thanksOf } from './source-credits.ts';
import { type Fill, loadTemplate } from './template.ts';
import { issueTitle } from './wording.ts';

/** The feeds with what a page says of them. */
const feeds = [
  { href: 'feed.xml', type: 'application/rss+xml', label: 'RSS', title: 'papers (RSS)' },
  { href: 'atom.xml', type: 'application/atom+xml', label: 'Atom', title: 'papers (Atom)' },
  { href: 'feed.json', type: 'application/feed+json', label: 'JSON', title: 'papers (JSON Feed)' },
  { href: 'issues.xml', type: 'application/rss+xml', label: 'one item a day', title: 'days (RSS)' },
] as const;

export interface Site {
  /** The site's name now; issues keep the one they were published under. */
  readonly title: string;
  /** Newest first; those that are shown. */
  readonly digests: readonly Digest[];
  /** The day before the oldest of them, where there is one: its page stands already. */
  readonly dayBefore: string | null;
  /** Whom to thank, by the source's name, where the name itself does not say it. */
  readonly credits?: ReadonlyMap<string, Credit>;
  /** The words that new readers agree to, where the first page has a box for them. */
  readonly consent?: string | null;
}

/**
 * Every file of the site by name, flat. Pure: the same site and options give the same bytes.
 * @throws PaperboyError TEMPLATE_INVALID when templates/page.hbs has been damaged.
 */
export async function renderSite(
  site: Site,
  given: RenderOptions,
): Promise<ReadonlyMap<string, string>> {
  const options = cleanOptions({ ...given, mail: false });
  const clean = { ...site, digests: site.digests.map((digest) => cleanDigest(digest, false)) };
  const fill = await loadTemplate('page');
  const papers = (name: string) => papersFeed(clean, options, name);
  return new Map([
    ['index.html', indexPage(clean, options, fill)],
    ...clean.digests.map(
      (digest, at) => [pageOf(digest.date), dayPage(clean, at, options, fill)] as const,
    ),
    ['feed.xml', rssDocument(papers('feed.xml'))],
    ['atom.xml', atomDocument(papers('atom.xml'))],
    ['feed.json', jsonFeedDocument(papers('feed.json'))],
    ['issues.xml', rssDocument(issuesFeed(clean, options, 'issues.xml'))],
  ]);
}

/** The page of a day. */
export function pageOf(day: string): string {
  return `${day}.html`;
}

function indexPage(site: Site, options: RenderOptions, fill: Fill): string {
  const [latest, before] = site.digests;
  const days = site.digests.map((digest) => ({
    href: pageOf(digest.date),
    label: longDay(digest.date),
    papers: count(papersOf(digest).length, 'paper'),
  }));
  const turns = before === undefined ? [] : [turnTo(before.date, 'prev')];
  const { consent = null } = site;
  const subscribe = consent === null ? null : { consent };
  const around = { home: null, pageTitle: site.title, turns, days, subscribe };
  if (latest !== undefined)
    return fill({ ...viewOf(latest, options, site.credits), ...around, title: site.title });
  const nothing = { sections: [], notices: [], sources: [], thanks: null, date: null };
  const words = { day: 'No issue yet', standfirst: 'The first one appears here when it is made.' };
  return fill({ ...nothing, ...words, ...around, feeds: feedsOf(site.title), title: site.title });
}

function dayPage(site: Site, at: number, options: RenderOptions, fill: Fill): string {
  const digest = site.digests[at]!;
  const previous = site.digests[at + 1]?.date ?? site.dayBefore;
  const next = site.digests[at - 1]?.date ?? null;
  const turns = [
    ...(previous === null ? [] : [turnTo(previous, 'prev')]),
    ...(next === null ? [] : [turnTo(next, 'next')]),
  ];
  const around = {
    home: 'index.html',
    pageTitle: issueTitle(digest),
    turns,
    days: [],
    subscribe: null,
  };
  return fill({ ...viewOf(digest, options, site.credits), ...around });
}

function viewOf(digest: Digest, options: RenderOptions, credits: Site['credits']): object {
  const sources = creditsOf(digest, credits);
  return {
    ...digestView(digest, options),
    date: digest.date,
    feeds: feedsOf(digest.title),
    sources,
    thanks: thanksOf(sources),
  };
}

function feedsOf(siteTitle: string): object[] {
  return feeds.map((feed) => ({ ...feed, title: `${siteTitle}: ${feed.title}` }));
}

function turnTo(day: string, rel: 'prev' | 'next'): object {
  const label = rel === 'prev' ? `← ${longDay(day)}` : `${longDay(day)} →`;
  return { rel, href: pageOf(day), label };
}
