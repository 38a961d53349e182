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
  const open: string[] = [];
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark, slash, written = '', rest = ''] = match;
    const element = kind === 'html' ? written.toLowerCase() : written;
    if (mark.startsWith('<!')) {
      const end = text.indexOf(mark === '<!--' ? '-->' : ']]>', match.index);
      if (end === -1) return;
      marks.lastIndex = end + 3;
    } else if (slash === '/') {
      const at = open.lastIndexOf(element);
      if (at !== -1) open.length = at;
    } else if (!rest.endsWith('/') && !(kind === 'html' && empty.has(element))) {
      while (kind === 'html' && endedBy[open.at(-1) ?? '']?.test(element)) open.pop();
      open.push(element);
    }
    if (open.length > deepest) throw tooDeep(name);
  }
}

function tooDeep(name: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: its elements are nested more than ${deepest} levels deep`,
    { hint: 'This is no page or feed as a site would send it. Fetch it again.' },
  );
}
