/** What an entry's description says besides an abstract: publishers and aggregators put authors, days and counts there. */
import type { load as loadMarkup } from 'cheerio';
import { cleanText } from '../../lib/text.ts';
import type { Day } from '../../model/listing.ts';
import { splitNames } from '../author-names.ts';
import { countIn } from '../count.ts';
import { readDay } from '../day.ts';
import { htmlToLine } from '../html-text.ts';

export interface Description {
  /** null where the description holds facts only. */
  readonly abstract: string | null;
  readonly authors?: readonly string[];
  readonly published?: Day | null;
  readonly upvotes?: number | null;
  readonly comments?: number | null;
}

/** Elsevier: the issue, the journal and the authors, and no abstract. */
const elsevier = /^Publication date: (.{1,60}?) Source: .{1,300}?(?: Author\(s\): (.*))?$/;
/** Hacker News by hnrss.org; the text of a post stands before it. */
const hackerNews =
  /^(.*?)(?:Article URL: \S* )?Comments URL: \S+ Points: (\d{1,9}) # Comments: (\d{1,9})$/;
const nature = /^Nature[^,;]{0,60}, Published online: (.{1,40}?); doi:\S+\s?(.*)$/;
/** CNKI: `Name;Name;</br>` before the abstract. */
const cnki = /^\s*([^<>]{1,5000});\s*<\/?br\s*\/?>/;
/** A heading before the abstract, behind some lines of its own. */
const abstractHeading =
  /<(?:h[1-6]|b|strong|div class="boxTitle")>\s{0,50}(?:<b>)?abstract\s{0,50}(?:<\/b>)?<\/(?:h[1-6]|b|strong|div)>/i;
/** Google Scholar: the site's name as a link behind the abstract. */
const siteLink = /<p>\s{0,99}<a [^<>]{1,2000}>[\w.-]{3,80}<\/a>\s{0,99}<\/p>\s{0,99}$/;
/** arXiv's newer feeds put this before the abstract. */
const arxivLead = /^arXiv:\S{1,40}\s+Announce Type:\s*\S{1,40}\s+(?:Abstract:\s*)?/i;
const pubmedTail = /\s*PMID:\s?\d{1,9}(?: \| PMC:\s?\S{1,20})?(?: \| DOI:\s?\S{1,200})?$/;
const blogTail = /\s*The post .{1,300} (?:appeared first on|first appeared on) .{1,100}\.$/;
/** Reddit: who posted it, and how many comments it has. */
const reddit = /^submitted by \S{1,60}(?: to \S{1,60})? \[link\] \[(?:(\d{1,9}) )?comments?\]$/;
/** Only where in which issue it stands. */
const issueOnly =
  /^(?:.{0,120}, )?(?:(?:Early ?View|Ahead of Print|Accepted Article|Online First)\.?$|(?:Volume|Vol\.) \S{1,20},? (?:Issue|No\.|Number|Page)[^.]{0,150}\.?[\s.]*$)/i;

/** Reads HTML as a feed's description. `title` is no abstract either. */
export function readDescription(html: string, title: string, load: typeof loadMarkup): Description {
  const text = htmlToLine(html, load);
  if (text.length < 2_000_000) {
    const facts = readFacts(text) ?? (html.includes('<') ? readNames(html, load) : null);
    if (facts !== null) return { ...facts, abstract: cleanAbstract(facts.abstract, title) };
  }
  return { abstract: cleanAbstract(text, title) };
}

/** Facts by the wording of the whole text; null where it is worded otherwise. */
function readFacts(text: string): Description | null {
  if (text.startsWith('Publication date: ')) {
    const [, day = '', names] = elsevier.exec(text) ?? [];
    if (day === '') return null;
    const authors = names === undefined ? {} : { authors: splitNames(names) };
    return {
      abstract: null,
      published: readDay(day.replace(/^Available online /, '')),
      ...authors,
    };
  }
  if (text.slice(-60).includes('# Comments: ')) {
    const [, post = '', points, comments] = hackerNews.exec(text) ?? [];
    if (points === undefined) return null;
    return { abstract: post.trim() || null, upvotes: countIn(points), comments: countIn(comments) };
  }
  if (text.startsWith('Nature')) {
    const [, day, rest = ''] = nature.exec(text) ?? [];
    if (day !== undefined) return { abstract: rest.trim() || null, published: readDay(day) };
  }
  const posted = text.startsWith('submitted by ') ? reddit.exec(text) : null;
  if (posted) return { abstract: null, comments: countIn(posted[1] ?? '') };
  return text.length < 300 && issueOnly.test(text) ? { abstract: null } : null;
}

/** Names before the abstract, and the abstract behind its heading. */
function readNames(html: string, load: typeof loadMarkup): Description | null {
  const chinese = html.slice(0, 6_000).includes(';<') ? cnki.exec(html) : null;
  if (chinese) {
    const authors = (chinese[1] ?? '').split(';').flatMap((name) => cleanText(name) || []);
    return { abstract: abstractOf(html.slice(chinese[0].length), load), authors };
  }
  const heading = abstractHeading.exec(html.slice(0, 20_000));
  if (heading === null) {
    return siteLink.test(html.slice(-2_500))
      ? { abstract: abstractOf(html.replace(siteLink, ''), load) }
      : null;
  }
  const before = html.slice(0, heading.index);
  if (htmlToLine(before, load).length > 1_000) return null;
  const abstract = abstractOf(html.slice(heading.index + heading[0].length), load);
  const bold = /<b>([^<>]{3,2000})<\/b>\s{0,99}<br/i.exec(before)?.[1];
  const names = bold?.split(';').flatMap((name) => htmlToLine(name, load) || []);
  return { abstract, ...(names === undefined ? {} : { authors: names }) };
}

function abstractOf(html: string, load: typeof loadMarkup): string {
  return htmlToLine(html, load);
}

/** An abstract without what feeds put around it; null for none, or for one that only repeats the title. */
export function cleanAbstract(text: string | null, title: string): string | null {
  if (text === null) return null;
  const start = text.startsWith('arXiv:') ? text.replace(arxivLead, '') : text;
  const tail = start.slice(-500);
  const bare = tail.includes('PMID:') || tail.includes('first') ? withoutTail(start) : start;
  return bare === '' || bare === 'Comments' || bare === title ? null : bare;
}

function withoutTail(text: string): string {
  const tail = text.slice(-1_000).replace(pubmedTail, '').replace(blogTail, '');
  return text.slice(0, -1_000) + tail;
}
