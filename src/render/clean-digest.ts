/** The one door into rendering: every text of a digest made safe to show, every address checked. */
import { cleanText } from '../lib/text.ts';
import type { Digest, DigestPaper, DigestSection } from '../model/digest.ts';
import type { Paper, Sighting } from '../model/paper.ts';
import type { RenderOptions } from './options.ts';

/** No browser or mail program follows longer ones; a listing that gives one has nothing to show there. */
const longestAddress = 2_000;

/** `address` in canonical ASCII when it is an absolute http or https address, else null. */
export function httpAddress(address: string | null): string | null {
  return addressWith(address, ['http:', 'https:']);
}

/** The same for what a mail may link to: mailto as well. */
export function linkAddress(address: string | null): string | null {
  return addressWith(address, ['http:', 'https:', 'mailto:']);
}

/** `address` in canonical ASCII when its scheme is one of `schemes` (with colon), else null. */
function addressWith(address: string | null, schemes: readonly string[]): string | null {
  if (address === null) return null;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!schemes.includes(url.protocol)) return null;
  // A URL keeps these few as they are in paths or queries, where Markdown, XML or a terminal would trip over them.
  const href = url.href.replace(/[<>"'`{}|\\^ ]/g, (character) => encodeURIComponent(character));
  const ascii = href.replace(/'/g, '%27');
  return /^[\x21-\x7e]+$/.test(ascii) && ascii.length <= longestAddress ? ascii : null;
}

/**
 * The digest as every renderer gets it: single-line NFC texts without control characters, addresses http(s) or null.
 * @param explain whether the scores' parts are shown; else they are left out.
 */
export function cleanDigest(digest: Digest, explain = true): Digest {
  return {
    ...digest,
    title: cleanText(digest.title) || 'Paperboy',
    interests: digest.interests.map(cleanText).filter(isFilled),
    sections: digest.sections.map((section) => cleanSection(section, explain)),
    notices: digest.notices.map(cleanText).filter(isFilled),
    ...(digest.greeting === undefined ? {} : { greeting: cleanText(digest.greeting) }),
  };
}

/** The options with the operator's sentences on one line each, and addresses that may be linked. */
export function cleanOptions(options: RenderOptions): RenderOptions {
  return {
    ...options,
    why: cleanText(options.why),
    sender: cleanText(options.sender),
    unsubscribe: linkAddress(options.unsubscribe),
    preferences: httpAddress(options.preferences),
    votes: httpAddress(options.votes),
  };
}

function cleanSection(section: DigestSection, explain: boolean): DigestSection {
  return {
    ...section,
    title: cleanText(section.title) || 'Papers',
    papers: section.papers.map((paper) => cleanDigestPaper(paper, explain)),
  };
}

function cleanDigestPaper(ranked: DigestPaper, explain: boolean): DigestPaper {
  return {
    ...ranked,
    paper: cleanPaper(ranked.paper),
    sightings: ranked.sightings.map(cleanSighting),
    parts: (explain ? ranked.parts : []).map((part) => ({
      name: cleanText(part.name),
      value: part.value,
      detail: cleanText(part.detail),
    })),
    reasons: ranked.reasons.map(cleanText).filter(isFilled),
    summary: cleanText(ranked.summary),
    similar: ranked.similar.map(cleanPaper),
  };
}

/** Papers are the same for all readers of a day: each is cleaned once. */
const cleanedPapers = new WeakMap<Paper, Paper>();

function cleanPaper(paper: Paper): Paper {
  const known = cleanedPapers.get(paper);
  if (known !== undefined) return known;
  const cleaned = cleanedPaper(paper);
  cleanedPapers.set(paper, cleaned);
  return cleaned;
}

function cleanedPaper(paper: Paper): Paper {
  return {
    ...paper,
    title: cleanText(paper.title) || '(untitled)',
    abstract: paper.abstract === null ? null : cleanText(paper.abstract) || null,
    authors: paper.authors?.map(cleanText).filter(isFilled) ?? null,
    organization: paper.organization === null ? null : cleanText(paper.organization) || null,
    categories: paper.categories.map(cleanText).filter(isFilled),
    links: {
      abstract: httpAddress(paper.links.abstract),
      pdf: httpAddress(paper.links.pdf),
      listing: httpAddress(paper.links.listing),
      code: httpAddress(paper.links.code),
    },
  };
}

function cleanSighting(sighting: Sighting): Sighting {
  return { ...sighting, source: cleanText(sighting.source) };
}

function isFilled(text: string): boolean {
  return text !== '';
}
