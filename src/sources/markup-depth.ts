/** Refuses markup nested far deeper than any real page or feed: reading it would take for ever. */
import { PaperboyError } from '../lib/errors.ts';

const deepest = 2_000;
const marks = /<!\[CDATA\[|<!--|<(\/?)([a-z_][\w:.-]*)([^<>]*)>/gi;

/** HTML elements without an end tag. */
const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);
/** HTML elements that end where the named ones begin, as the reader does it. */
const endedBy: Readonly<Record<string, RegExp>> = {
  p: /^(?:p|h[1-6]|address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form|header|hr|main|nav|ol|pre|section|table|ul)$/,
  li: /^li$/,
  dt: /^d[dt]$/,
  dd: /^d[dt]$/,
  td: /^(?:t[dr]|tbody|tfoot)$/,
  th: /^(?:t[hdr]|tbody|tfoot)$/,
  tr: /^(?:tr|tbody|tfoot)$/,
  thead: /^(?:tbody|tfoot)$/,
  tbody: /^(?:tbody|tfoot)$/,
  option: /^(?:option|optgroup)$/,
};

/** @throws PaperboyError LISTING_INVALID when elements of `text` stand more than 2,000 levels deep. One pass over the text. */
export function checkDepth(name: string, text: string, kind: 'html' | 'xml'): void {
  if (kind === 'xml' && isOrderly(text)) return;
  const open: string[] = [];
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark, slash, written = '', rest = ''] = match;
    const element = kind === 'html' ? written.toLowerCase() : written;
    if (mark.startsWith('<!')) {
      const last = mark === '<!--' ? '-->' : kind === 'xml' ? ']]>' : '>';
      const end = text.indexOf(last, match.index);
      if (end === -1) return;
      marks.lastIndex = end + last.length;
    } else if (slash === '/') {
      const at = open.lastIndexOf(element);
      if (at !== -1) open.length = at;
    } else if (!endsItself(rest) && !(kind === 'html' && empty.has(element))) {
      while (kind === 'html' && endedBy[open.at(-1) ?? '']?.test(element)) open.pop();
      open.push(element);
    }
    if (open.length > deepest) throw tooDeep(name);
  }
}

/** True for XML whose every end tag ends the element before it, none too deep: the usual case, told in little time. */
function isOrderly(text: string): boolean {
  const open: string[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const next = text.charAt(at + 1);
    if (next === '!' || next === '?') {
      const mark = next === '?' ? '>' : text.startsWith('<![CDATA[', at) ? ']]>' : '-->';
      if (mark === '-->' && !text.startsWith('<!--', at)) return false;
      at = text.indexOf(mark, at);
      if (at === -1) return false;
      continue;
    }
    const end = text.indexOf('>', at);
    if (end === -1) return false;
    if (next === '/') {
      if (text.slice(at + 2, end).trimEnd() !== open.pop()) return false;
    } else if (text.charAt(end - 1) === '/') {
      if (!endsItself(text.slice(at, end))) return false;
    } else {
      open.push(nameIn(text, at + 1, end));
      if (open.length > deepest) return false;
    }
    at = end;
  }
  return true;
}

/** True for what stands in a tag that ends with a slash, and not inside a value: `x="/` goes on behind it. */
function endsItself(tag: string): boolean {
  if (!tag.endsWith('/')) return false;
  let quote = '';
  for (const mark of tag.match(/["']/g) ?? []) {
    if (quote === '') quote = mark;
    else if (quote === mark) quote = '';
  }
  return quote === '';
}

/** The text up to the first white space. */
function nameIn(text: string, start: number, end: number): string {
  let at = start;
  while (at < end && text.charCodeAt(at) > 32) at += 1;
  return text.slice(start, at);
}

function tooDeep(name: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: its elements are nested more than ${deepest} levels deep`,
    { hint: 'This is no page or feed as a site would send it. Fetch it again.' },
  );
}
