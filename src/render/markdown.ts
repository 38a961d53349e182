/** The digest as CommonMark: for notes, wikis and issue trackers. */
import { longDay } from '../lib/days.ts';
import type { Digest, DigestPaper } from '../model/digest.ts';
import type { RenderOptions } from './options.ts';
import { factsOf } from './paper-facts.ts';
import { linksOf, titleUrl } from './paper-links.ts';
import { moreLine, standfirst, writeScore } from './wording.ts';

export function renderMarkdown(digest: Digest, options: RenderOptions): string {
  const blocks = [
    `# ${literal(digest.title)}`,
    `**${longDay(digest.date)}**`,
    literal(standfirst(digest)),
  ];
  for (const section of digest.sections) {
    blocks.push(`## ${literal(section.title)}`);
    for (const paper of section.papers) blocks.push(...paperBlocks(paper, digest, options));
    const more = moreLine(section.more);
    if (more !== null) blocks.push(`*${more}*`);
  }
  for (const notice of digest.notices) blocks.push(`> Note: ${literal(notice)}`);
  return `${blocks.join('\n\n')}\n`;
}

function paperBlocks(ranked: DigestPaper, digest: Digest, options: RenderOptions): string[] {
  const { paper, reasons, similar, summary } = ranked;
  const blocks = [`### ${linked(paper.title, titleUrl(paper, options.searchLink))}`];
  const facts = factsOf(ranked, digest.date);
  if (facts.length > 0) blocks.push(literal(facts.join(' · ')));
  if (summary !== '') blocks.push(literal(summary));
  if (reasons.length > 0) blocks.push(`**Why:** ${literal(reasons.join('; '))}`);
  if (options.explain) blocks.push(explained(ranked));
  if (similar.length > 0) {
    const titles = similar.map((other) => linked(other.title, titleUrl(other, options.searchLink)));
    blocks.push(`Similar: ${titles.join('; ')}`);
  }
  const links = linksOf(paper, options.searchLink).map(({ label, url }) => linked(label, url));
  if (links.length > 0) blocks.push(links.join(' · '));
  return blocks;
}

function explained(ranked: DigestPaper): string {
  const parts = ranked.parts.map(
    (part) => `- ${writeScore(part.value)} ${literal(part.name)}: ${literal(part.detail)}`,
  );
  return [`Score ${writeScore(ranked.score)}`, ...parts].join('\n');
}

function linked(text: string, url: string | null): string {
  return url === null ? literal(text) : `[${literal(text)}](<${url}>)`;
}

/**
 * The text with every character that CommonMark or its usual extensions (tables, strikethrough, math, mentions,
 * bare addresses) could take as markup escaped.
 */
function literal(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~$&@]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (start) => start.replace('.', '\\.'));
}
