/** A digest cut down until its mail is small enough for every mail program: Gmail clips at about 100 kB. */
import { shorten } from '../lib/text.ts';
import type { Digest, DigestPaper, DigestSection } from '../model/digest.ts';
import type { Paper } from '../model/paper.ts';
import { encodedSize } from './encoded-size.ts';
import { renderHtml } from './html.ts';
import type { RenderOptions } from './options.ts';

/** Bytes of UTF-8. */
export const largestHtml = 90_000;
/** Bytes of the HTML part as it travels. */
export const largestEncoded = 100_000;
/** Base64 of fewer bytes than this keeps to the limit whatever they are: the usual mail needs no exact count. */
export const surelySmall = 0.7 * largestEncoded;

export interface FittedMail {
  /** What is shown: shorter texts, perhaps fewer papers; the rest is counted in each section's `more`. */
  readonly digest: Digest;
  readonly options: RenderOptions;
  readonly html: string;
}

/**
 * The mail's HTML within both limits, with the digest it shows (the text part must show the same). Long fields are
 * shortened first; then papers go from the ends of the sections, lowest score first, as few as possible; the best of each section
 * and whoever is followed go last.
 */
export async function fitMail(clean: Digest, options: RenderOptions): Promise<FittedMail> {
  const digest = shortenFields(clean);
  const footer = {
    ...options,
    why: shorten(options.why, 500),
    sender: shorten(options.sender, 500),
  };
  const drops = dropOrder(digest);
  const whole = { digest, options: footer, html: await renderHtml(digest, footer) };
  if (isSmall(whole.html)) return whole;
  let fewest = 0;
  let enough = drops.length;
  while (fewest < enough) {
    const middle = Math.floor((fewest + enough) / 2);
    const tried = await attempt(digest, footer, drops.slice(0, middle));
    if (isSmall(tried.html)) enough = middle;
    else fewest = middle + 1;
  }
  return attempt(digest, footer, drops.slice(0, enough));
}

async function attempt(
  digest: Digest,
  options: RenderOptions,
  dropped: readonly DigestPaper[],
): Promise<FittedMail> {
  const kept = withoutPapers(digest, new Set(dropped));
  return { digest: kept, options, html: await renderHtml(kept, options) };
}

/** Whether the HTML keeps to both limits. */
export function isSmall(html: string): boolean {
  const bytes = Buffer.byteLength(html);
  if (bytes <= surelySmall) return true;
  return bytes <= largestHtml && encodedSize(html) <= largestEncoded;
}

function shortenFields(digest: Digest): Digest {
  return {
    ...digest,
    title: shorten(digest.title, 80),
    interests: few(digest.interests, 12, 80),
    sections: digest.sections.map((section) => ({
      ...section,
      title: shorten(section.title, 120),
      papers: section.papers.map(shortenPaper),
    })),
    notices: few(digest.notices, 6, 300),
    ...(digest.greeting === undefined ? {} : { greeting: shorten(digest.greeting, 300) }),
  };
}

/** Papers are the same for all readers of a day: each is shortened once. */
const shortPapers = new WeakMap<Paper, Paper>();

function shortPaper(paper: Paper): Paper {
  const known = shortPapers.get(paper);
  if (known !== undefined) return known;
  const short = {
    ...paper,
    title: shorten(paper.title, 300),
    organization: paper.organization === null ? null : shorten(paper.organization, 80),
    authors: paper.authors?.map((name) => shorten(name, 40)) ?? null,
  };
  shortPapers.set(paper, short);
  return short;
}

function shortenPaper(ranked: DigestPaper): DigestPaper {
  return {
    ...ranked,
    paper: shortPaper(ranked.paper),
    summary: shorten(ranked.summary, 600),
    reasons: ranked.reasons.slice(0, 3).map((reason) => shorten(reason, 120)),
    similar: ranked.similar
      .slice(0, 3)
      .map((similar) => ({ ...similar, title: shorten(similar.title, 120) })),
  };
}

/** At most `number` of the texts, each shortened, and a last one that counts those left out. */
function few(texts: readonly string[], number: number, length: number): string[] {
  const kept = texts.slice(0, number).map((text) => shorten(text, length));
  return texts.length > number ? [...kept, `${texts.length - number} more`] : kept;
}

/**
 * All papers in the order they would go: of those that stand last in their sections, the one with the lowest score.
 * The first papers of sections go after all others, so that each interest keeps one, and what is followed after those.
 */
function dropOrder(digest: Digest): DigestPaper[] {
  const followed = digest.sections.filter(({ kind }) => kind === 'followed');
  const others = digest.sections.filter(({ kind }) => kind !== 'followed');
  return [
    ...fromEnds(others.map(({ papers }) => papers.slice(1))),
    ...fromEnds(others.map(({ papers }) => papers.slice(0, 1))),
    ...fromEnds(followed.map(({ papers }) => papers)),
  ];
}

function fromEnds(papers: readonly (readonly DigestPaper[])[]): DigestPaper[] {
  const stacks = papers.map((stack) => [...stack]).filter((stack) => stack.length > 0);
  const order: DigestPaper[] = [];
  while (stacks.length > 0) {
    let lowest = 0;
    for (let i = 1; i < stacks.length; i++) {
      if (lastScore(stacks[i]) <= lastScore(stacks[lowest])) lowest = i;
    }
    const paper = stacks[lowest]?.pop();
    if (paper) order.push(paper);
    if (stacks[lowest]?.length === 0) stacks.splice(lowest, 1);
  }
  return order;
}

function lastScore(papers: readonly DigestPaper[] | undefined): number {
  return papers?.at(-1)?.score ?? Number.POSITIVE_INFINITY;
}

/** Sections that lose all their papers become one line at the end: a thousand bare headings would not fit either. */
function withoutPapers(digest: Digest, dropped: ReadonlySet<DigestPaper>): Digest {
  const sections: DigestSection[] = [];
  let elsewhere = 0;
  let shown = 0;
  for (const section of digest.sections) {
    const papers = section.papers.filter((paper) => !dropped.has(paper));
    const more = section.more + section.papers.length - papers.length;
    shown += papers.length;
    if (papers.length > 0) sections.push({ ...section, papers, more });
    else elsewhere += more;
  }
  if (elsewhere > 0) {
    sections.push({ kind: 'trending', title: 'Also in this issue', papers: [], more: elsewhere });
  }
  return { ...digest, sections, counts: { ...digest.counts, chosen: shown } };
}
