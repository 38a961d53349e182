/** A digest as the public may see it: of each paper as much of the abstract as its sources let us show. */
import { shorten } from '../lib/text.ts';
import type { Digest, DigestPaper } from '../model/digest.ts';
import type { Republish } from '../model/source.ts';

/** The length of a snippet, in characters. */
const snippet = 300;

/** @param allowed what may be shown of a source, by its name. A paper of several sources follows the strictest. */
export function publicDigest(digest: Digest, allowed: (source: string) => Republish): Digest {
  return {
    ...digest,
    sections: digest.sections.map((section) => ({
      ...section,
      papers: section.papers.map((paper) => publicPaper(paper, allowed)),
    })),
  };
}

function publicPaper(shown: DigestPaper, allowed: (source: string) => Republish): DigestPaper {
  const rules = shown.sightings.map(({ source }) => allowed(source));
  if (rules.includes('title')) {
    return { ...shown, summary: '', paper: { ...shown.paper, abstract: null } };
  }
  if (!rules.includes('snippet')) return shown;
  const { abstract } = shown.paper;
  return {
    ...shown,
    summary: shorten(shown.summary, snippet),
    paper: { ...shown.paper, abstract: abstract === null ? null : shorten(abstract, snippet) },
  };
}
