/** A pasted page as lines: numbered, cleaned, each cut into plain stretches and links, Markdown or not. */
import { cleanText } from '../lib/text.ts';
import { longestLine } from './text-shape.ts';

export interface Segment {
  readonly text: string;
  /** Where the stretch links to; null for plain text. */
  readonly address: string | null;
}

export interface PastedLine {
  /** 1-based line of the document. */
  readonly line: number;
  /** The whole line as read, without Markdown's marks. */
  readonly text: string;
  readonly segments: readonly Segment[];
  /** True for a Markdown heading. */
  readonly heading: boolean;
  /** True when a blank line stands before it. */
  readonly gap: boolean;
  /** True for a line that is too long to be anything; it has no text then. */
  readonly overlong: boolean;
}

/** Longer lines are never a link or a heading: they are taken as they are. */
const longestMarkup = 20_000;
/** How many lines one Markdown link may run over. */
const mostLines = 80;

/** The lines of `text` that hold something; a Markdown link that runs over several lines is one. */
export function readPastedLines(text: string): PastedLine[] {
  const raw = text.split('\n');
  const markdown = text.includes('](http');
  const lines: PastedLine[] = [];
  let gap = true;
  for (let index = 0; index < raw.length; index += 1) {
    const line = index + 1;
    let content = raw[index] ?? '';
    if (content.trim() === '') {
      gap = true;
      continue;
    }
    if (content.length > longestLine) {
      lines.push({ line, text: '', segments: [], heading: false, gap, overlong: true });
      continue;
    }
    if (markdown) {
      const end = endOfLink(raw, index);
      if (end > index) content = raw.slice(index, end + 1).join('\n');
      index = end;
    }
    const read = readLine(content, markdown);
    if (read.text === '' && read.segments.length === 0) continue;
    lines.push({ ...read, line, gap, overlong: false });
    gap = false;
  }
  return lines;
}

/** The last line of the link that begins on line `start`, or `start` itself. */
function endOfLink(raw: readonly string[], start: number): number {
  const first = raw[start] ?? '';
  if (!/^[\s#>*•-]{0,12}\[/.test(first) || first.length > longestMarkup) return start;
  let depth = openBrackets(first, 0);
  let size = first.length;
  for (
    let index = start + 1;
    depth > 0 && index < raw.length && index - start <= mostLines;
    index += 1
  ) {
    const next = raw[index] ?? '';
    size += next.length;
    if (size > longestMarkup || /^\s{0,3}(?:#{1,6}\s|·\s*$)/.test(next)) return start;
    depth = openBrackets(next, depth);
    if (depth <= 0) return next.includes('](') ? index : start;
  }
  return start;
}

function openBrackets(line: string, before: number): number {
  let depth = before;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (character === '\\') at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
  }
  return depth;
}

function readLine(
  content: string,
  markdown: boolean,
): Pick<PastedLine, 'text' | 'segments' | 'heading'> {
  if (content.length > longestMarkup) return plain(cleanText(content), false);
  const heading = /^\s{0,3}#{1,6}\s+/.exec(content);
  const rest = (heading ? content.slice(heading[0].length) : content).replace(
    /<a id="[^"<>]{0,200}"><\/a>/g,
    '',
  );
  if (!markdown) return plain(cleanText(rest), heading !== null);
  const found = readSegments(rest).map(({ text, address }) => ({
    text: withoutMarks(text),
    address,
  }));
  const text = cleanText(found.map((segment) => segment.text).join(''));
  const segments = found
    .map((segment) => ({ ...segment, text: cleanText(segment.text) }))
    .filter((segment) => segment.text !== '' || segment.address !== null);
  return { text, segments, heading: heading !== null };
}

function plain(text: string, heading: boolean): Pick<PastedLine, 'text' | 'segments' | 'heading'> {
  return { text, segments: text === '' ? [] : [{ text, address: null }], heading };
}

const image = /!\[[^\][]{0,300}\]\([^()\s]{0,2000}\)/g;
const target = /\(([^()\s]{1,2000})(?:\s+"[^"]{0,200}")?\)/y;

/** Plain stretches and links in their order; images are left out. */
function readSegments(line: string): Segment[] {
  const text = line.replace(image, '');
  const partners = matchBrackets(text);
  const segments: Segment[] = [];
  let start = 0;
  for (let at = text.indexOf('['); at !== -1; at = text.indexOf('[', at)) {
    const partner = partners.get(at) ?? -1;
    target.lastIndex = partner + 1;
    const link = partner === -1 ? null : target.exec(text);
    if (!link) {
      at += 1;
      continue;
    }
    segments.push({ text: text.slice(start, at), address: null });
    segments.push({ text: text.slice(at + 1, partner), address: link[1] ?? null });
    start = target.lastIndex;
    at = start;
  }
  segments.push({ text: text.slice(start), address: null });
  return segments;
}

/** The closing bracket of every opening one; escaped ones do not count. */
function matchBrackets(text: string): Map<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') open.push(at);
    else if (text[at] === ']') {
      const opening = open.pop();
      if (opening !== undefined) partners.set(opening, at);
    }
  }
  return partners;
}

/** Markdown's escapes and line breaks undone, names of images dropped. */
function withoutMarks(text: string): string {
  return text
    .replace(/\[(?:图片|image|img|avatar)\s?[:：][^\]]{0,300}\]/gi, '')
    .replace(/\\{1,2}(?=\s|$)/g, ' ')
    .replace(/\\([\\_*[\]`#~>|&-])/g, '$1');
}
