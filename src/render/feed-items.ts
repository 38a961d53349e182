/** The papers of a digest as feed items: what RSS, Atom and JSON Feed say alike. */
import type { Digest, DigestPaper, DigestSection } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import type { RenderOptions } from './options.ts';
import { factsOf } from './paper-facts.ts';
import { linksOf, titleUrl } from './paper-links.ts';
import { standfirst } from './wording.ts';
import { xmlText } from './xml.ts';

/** The feed's own name; like the items' it never changes, wherever the feed is published. */
export const feedId = 'tag:paperboy.invalid,2026:feed';

/** A feed before it is written in one of the three formats. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The page that belongs to it; null where there is none. */
  readonly home: string | null;
  /** The feed's own address; null where it has none. */
  readonly self: string | null;
  /** The day on which it last changed; its newest item may be older, where a listing came late. */
  readonly updated: Date;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** Depends on nothing but the paper, so that readers show it once however often it returns. */
  readonly id: string;
  /** Plain text. */
  readonly title: string;
  readonly url: string | null;
  /** HTML in which every text is escaped. */
  readonly content: string;
  readonly authors: readonly string[];
  /** Null where it would say nothing. */
  readonly category: string | null;
  /** Midnight UTC of a day: no clock is read, so the same digest gives the same feed. */
  readonly date: Date;
}

/** The feed of one digest by itself. */
export function feedOfDigest(digest: Digest, options: RenderOptions): Feed {
  return {
    id: feedId,
    title: digest.title,
    description: standfirst(digest),
    home: options.baseUrl,
    self: null,
    updated: issueDate(digest),
    items: feedItems(digest, options),
  };
}

export function feedItems(digest: Digest, options: RenderOptions): FeedItem[] {
  return digest.sections.flatMap((section) =>
    section.papers.map((ranked) => feedItem(ranked, section, digest, options)),
  );
}

export function issueDate(digest: Digest): Date {
  return midnightOf(digest.date);
}

/** When a listing first had it, of the days that the digest considered; a listing's mistake never dates it ahead. */
function listedDate({ sightings }: DigestPaper, digest: Digest): Date {
  const first = sightings.reduce((day, seen) => (seen.day < day ? seen.day : day), digest.date);
  return midnightOf(first);
}

function midnightOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function feedItem(
  ranked: DigestPaper,
  section: DigestSection,
  digest: Digest,
  options: RenderOptions,
): FeedItem {
  return {
    id: `tag:paperboy.invalid,2026:paper/${ranked.paper.key}`,
    title: ranked.paper.title,
    url: titleUrl(ranked.paper, options.searchLink),
    content: contentOf(ranked, digest, options),
    authors: ranked.paper.authors ?? [],
    category: section.title,
    date: listedDate(ranked, digest),
  };
}

function contentOf(ranked: DigestPaper, digest: Digest, options: RenderOptions): string {
  const { paper, reasons, similar, summary } = ranked;
  const link = (text: string, url: string | null) =>
    url === null ? xmlText(text) : `<a href="${xmlText(url)}">${xmlText(text)}</a>`;
  const facts = factsOf(ranked, digest.date).map(xmlText).join(' · ');
  const links = linksOf(paper, options.searchLink).map(({ label, url }) => link(label, url));
  const others = similar.map((other) => link(other.title, titleUrl(other, options.searchLink)));
  const paragraphs = [
    facts,
    xmlText(paper.abstract ?? summary),
    reasons.length === 0 ? '' : `Why: ${xmlText(reasons.join('; '))}`,
    others.length === 0 ? '' : `Similar: ${others.join('; ')}`,
    links.join(' · '),
  ];
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}
