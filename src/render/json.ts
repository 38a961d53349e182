/** The digest as JSON: the documented shape that scripts rely on. */
import { type Digest, type DigestPaper, papersOf } from '../model/digest.ts';
import type { RenderOptions } from './options.ts';
import { paperUrl } from './paper-links.ts';

/** Two spaces of indent, papers by falling score (ties by id), scores with four decimals, a line end at the end. */
export function renderJson(digest: Digest, options: RenderOptions): string {
  const sectionOf = new Map<DigestPaper, string>();
  for (const section of digest.sections) {
    for (const paper of section.papers) sectionOf.set(paper, section.title);
  }
  const papers = papersOf(digest).sort(byScore);
  const document = {
    issue: { date: digest.date, title: digest.title },
    counts: {
      listed: digest.counts.listed,
      papers: digest.counts.papers,
      repeats: digest.counts.repeats,
      chosen: digest.counts.chosen,
      muted: digest.counts.muted,
    },
    interests: digest.interests,
    sections: digest.sections.map((section) => ({
      kind: section.kind,
      title: section.title,
      papers: section.papers.map(({ paper }) => paper.key),
      more: section.more,
    })),
    notices: digest.notices,
    papers: papers.map((ranked) => paperJson(ranked, sectionOf.get(ranked) ?? null, options)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function byScore(a: DigestPaper, b: DigestPaper): number {
  if (a.score !== b.score) return b.score - a.score;
  return a.paper.key < b.paper.key ? -1 : 1;
}

function paperJson(ranked: DigestPaper, section: string | null, options: RenderOptions): object {
  const { paper } = ranked;
  return {
    id: paper.key,
    title: paper.title,
    abstract: paper.abstract,
    url: paperUrl(paper),
    score: rounded(ranked.score),
    reasons: ranked.reasons,
    sightings: ranked.sightings.map(({ source, day, position, upvotes, comments, stars }) => ({
      source,
      day,
      position,
      upvotes,
      comments,
      stars,
    })),
    section,
    summary: ranked.summary,
    authors: paper.authors,
    authorCount: paper.authorCount,
    organization: paper.organization,
    published: paper.published,
    categories: paper.categories,
    links: {
      abstract: paper.links.abstract,
      pdf: paper.links.pdf,
      listing: paper.links.listing,
      code: paper.links.code,
    },
    ids: paper.ids,
    similar: ranked.similar.map(({ key, title }) => ({ id: key, title })),
    ...(options.explain ? { parts: ranked.parts.map(partJson) } : {}),
  };
}

function partJson(part: DigestPaper['parts'][number]): object {
  return { name: part.name, value: rounded(part.value), detail: part.detail };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
