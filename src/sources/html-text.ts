/** The text of a piece of HTML: real tags go, entities are decoded, and what only looks like a tag stays. */
import type { load as loadMarkup } from 'cheerio';
import { cleanText } from '../lib/text.ts';
import { repairControls } from '../lib/windows-1252.ts';

/** Elements that part words; the others of `inline` do not. */
const block = new Set(
  [
    'p',
    'br',
    'div',
    'li',
    'ul',
    'ol',
    'table',
    'tr',
    'td',
    'th',
    'tbody',
    'thead',
    'blockquote',
    'pre',
    'hr',
  ].concat([
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'section',
    'article',
    'figure',
    'figcaption',
    'img',
    'dl',
    'dt',
    'dd',
    'sec',
  ]),
);
const inline = new Set(
  [
    'a',
    'i',
    'em',
    'b',
    'strong',
    'u',
    's',
    'sub',
    'sup',
    'span',
    'small',
    'code',
    'tt',
    'cite',
    'q',
    'font',
  ].concat(
    [
      'abbr',
      'mark',
      'ins',
      'del',
      'center',
      'big',
      'italic',
      'bold',
      'script',
      'style',
      'iframe',
      'time',
      'label',
    ],
    [
      'math',
      'mi',
      'mo',
      'mn',
      'mrow',
      'msup',
      'msub',
      'msubsup',
      'mfrac',
      'mtext',
      'mspace',
      'msqrt',
      'mover',
    ],
    ['munder', 'mstyle', 'semantics', 'mfenced', 'mtable', 'mtr', 'mtd', 'inf', 'sc'],
  ),
);

const tag = /<(\/?)(?:(?:jats|mml|html|xhtml):)?([a-z][a-z0-9]*)([^<>]*)>/iy;

/** True for an element of HTML that parts words: nothing before it belongs to the word behind it. */
export function isBlock(name: string): boolean {
  return block.has(name);
}

/** Words of ASCII with single spaces between, without a mark of HTML: most titles and many abstracts. */
const plainWords = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;

/** `html` as clean text on one line, as `cleanText` has it. */
export function htmlToLine(html: string, load: typeof loadMarkup): string {
  return plainWords.test(html) ? html : cleanText(htmlToText(html, load));
}

/** `html` as text, not yet folded to one line. `load` is cheerio's. One pass, whatever the input. */
export function htmlToText(html: string, load: typeof loadMarkup): string {
  return repairControls(decodeEntities(html.includes('<') ? withoutTags(html) : html, load));
}

const decoded = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
  ['&nbsp;', '\u00a0'],
]);

/** `text` with HTML's entities decoded once; what is none stays. Each is looked up once for all texts. */
export function decodeEntities(text: string, load: typeof loadMarkup): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});?/gi, (entity) => {
    const known = decoded.get(entity);
    if (known !== undefined) return known;
    const character = load(entity, { xml: { xmlMode: false, decodeEntities: true } })
      .root()
      .text();
    if (decoded.size < 5_000) decoded.set(entity, character);
    return character;
  });
}

function withoutTags(html: string): string {
  const others = new Set<string>();
  let out = '';
  let at = 0;
  for (let mark = html.indexOf('<'); mark !== -1; mark = html.indexOf('<', at)) {
    out += html.slice(at, mark);
    tag.lastIndex = mark;
    const match = tag.exec(html);
    if (html.startsWith('<!--', mark)) {
      at = endOf(html, '-->', mark);
    } else if (match && isTag(match[1] === '/', match[2] ?? '', match[3] ?? '', others)) {
      const name = (match[2] ?? '').toLowerCase();
      at = tag.lastIndex;
      if (match[1] === '' && (name === 'script' || name === 'style'))
        at = endOf(html, `</${name}>`, at);
      if (block.has(name)) out += ' ';
    } else {
      out += '<';
      at = mark + 1;
    }
  }
  return out + html.slice(at);
}

/** The index behind `mark`; the end of the text where it is missing. */
function endOf(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

/**
 * A name of HTML with nothing or with attributes behind it (`a<b and c>d` has none), or any name with an attribute in
 * quotes, and its end tag. `others` collects the names of the latter.
 */
function isTag(end: boolean, written: string, rest: string, others: Set<string>): boolean {
  const name = written.toLowerCase();
  const after = rest.trim();
  if (block.has(name) || inline.has(name)) {
    return (
      after === '' || after === '/' || (/^\s/.test(rest) && /^[^=]{1,60}=\s*["'\w]/.test(after))
    );
  }
  if (end) return after === '' && others.has(name);
  const attributed = /^\s+[\w:-]{1,60}\s{0,9}=\s{0,9}["']/.test(rest);
  if (attributed) others.add(name);
  return attributed;
}
