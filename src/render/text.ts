/** The digest for the terminal and, without colour, as the text part of a mail. */
import pc from 'picocolors';
import { longDay } from '../lib/days.ts';
import { displayWidth } from '../lib/display-width.ts';
import { type Digest, type DigestPaper, type DigestSection, papersOf } from '../model/digest.ts';
import { footerLines } from './footer.ts';
import type { RenderOptions } from './options.ts';
import { factsOf, unbroken } from './paper-facts.ts';
import { linksOf, paperVoteUrl, titleUrl } from './paper-links.ts';
import { moreLine, standfirst, writeScore } from './wording.ts';
import { wrapText } from './wrap.ts';

type Style = (text: string) => string;

interface Page {
  readonly digest: Digest;
  readonly options: RenderOptions;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** As wide as the longest paper number with its point and a space. */
  readonly indent: string;
}

/** The longest label of a link, so that addresses stand under each other. */
const labelWidth = 'discussion'.length;

/** Lines of at most `options.width` columns; only addresses run over, unbroken so that they can be opened. */
export function renderText(digest: Digest, options: RenderOptions): string {
  const colors = pc.createColors(options.color);
  const digits = Math.max(2, String(papersOf(digest).length).length);
  const page = { digest, options, colors, indent: ' '.repeat(digits + 2) };
  const blocks = [headerLines(page)];
  if (digest.greeting !== undefined) blocks.push(wrapText(digest.greeting, options.width));
  let number = 0;
  for (const section of digest.sections) {
    blocks.push([ruleLine(section, page)]);
    for (const paper of section.papers) {
      number += 1;
      blocks.push(paperLines(paper, number, page));
    }
    const more = moreLine(section.more);
    if (more !== null) blocks.push([page.indent + colors.dim(more)]);
  }
  for (const notice of digest.notices) {
    blocks.push(wrapText(`Note: ${notice}`, options.width).map(colors.yellow));
  }
  if (options.mail) blocks.push(footerLines(options, options.width));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headerLines({ digest, options, colors }: Page): string[] {
  return [
    ...wrapText(digest.title.toUpperCase(), options.width).map(colors.bold),
    longDay(digest.date),
    ...wrapText(standfirst(digest), options.width).map(colors.dim),
  ];
}

/** "── Video generation ─────────", across the whole width. */
function ruleLine(section: DigestSection, { options, colors }: Page): string {
  // In a mail every "─" would travel as nine bytes.
  const dash = options.mail ? '-' : '─';
  const [first = '', ...others] = wrapText(section.title, options.width - 8);
  const title = others.length === 0 ? first : `${first}…`;
  const left = Math.max(2, options.width - displayWidth(title) - 4);
  return `${colors.red(dash.repeat(2))} ${colors.bold(title)} ${colors.red(dash.repeat(left))}`;
}

function paperLines(ranked: DigestPaper, number: number, page: Page): string[] {
  const { options, colors } = page;
  const { paper, reasons, similar, summary } = ranked;
  const lines = indented(paper.title, page, colors.bold);
  lines[0] =
    `${number}.`.padStart(page.indent.length - 1) + (lines[0] ?? '').slice(page.indent.length - 1);
  lines.push(...factLines(ranked, page));
  lines.push(...indented(summary, page));
  if (reasons.length > 0) lines.push(...indented(`Why: ${reasons.join('; ')}`, page, colors.cyan));
  if (options.explain) lines.push(...scoreLines(ranked, page));
  for (const link of linksOf(paper, options.searchLink)) {
    lines.push(addressLine(link.label.replace(/ \(.*/, ''), link.url, page));
  }
  const vote = paperVoteUrl(paper, options);
  if (vote !== null) lines.push(addressLine('like this?', vote, page));
  for (const other of similar) {
    lines.push(...indented(`Similar: ${other.title}`, page, colors.dim));
    const url = titleUrl(other, options.searchLink);
    if (url !== null) lines.push(addressLine('', url, page));
  }
  return lines;
}

/** Lines break between facts, not inside "87 upvotes". */
function factLines(ranked: DigestPaper, page: Page): string[] {
  const facts = factsOf(ranked, page.digest.date).map(unbroken);
  return indented(facts.join('\u00a0· '), page, page.colors.dim).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );
}

function scoreLines(ranked: DigestPaper, page: Page): string[] {
  const parts = ranked.parts.map(
    (part) => `${writeScore(part.value).padStart(9)} ${part.name}: ${part.detail}`,
  );
  return [`Score ${writeScore(ranked.score)}`, ...parts].flatMap((line) =>
    indented(line, page, page.colors.dim),
  );
}

function addressLine(label: string, url: string, { colors, indent }: Page): string {
  return `${indent}${colors.dim(label.padEnd(labelWidth))} ${colors.underline(url)}`;
}

function indented(text: string, page: Page, style: Style = (line) => line): string[] {
  const room = page.options.width - page.indent.length;
  return wrapText(text, room).map((line) => page.indent + style(line));
}
