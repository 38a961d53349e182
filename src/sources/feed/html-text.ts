/** The text of a piece of HTML: real tags go, entities are decoded, and what only looks like a tag stays. */
import type { load as loadMarkup } from 'cheerio';

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

/** `html` as text, not yet folded to one line. `load` is cheerio's. One pass, whatever the input. */
export function htmlToText(html: string, load: typeof loadMarkup): string {
  const bare = html.includes('<') ? withoutTags(html) : html;
  if (!bare.includes('&')) return bare;
  return load(bare.replaceAll('<', '&lt;'), { xml: { xmlMode: false, decodeEntities: true } })
    .root()
    .text();
}

function withoutTags(html: string): string {
  let out = '';
  let at = 0;
  for (let mark = html.indexOf('<'); mark !== -1; mark = html.indexOf('<', at)) {
    out += html.slice(at, mark);
    tag.lastIndex = mark;
    const match = tag.exec(html);
    if (html.startsWith('<!--', mark)) {
      at = endOf(html, '-->', mark);
    } else if (match && isTag(match[2] ?? '', match[3] ?? '')) {
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

/** A name of HTML with nothing or with attributes behind it: `a<b and c>d` has none. */
function isTag(name: string, rest: string): boolean {
  const known = block.has(name.toLowerCase()) || inline.has(name.toLowerCase());
  const after = rest.trim();
  return (
    known &&
    (after === '' || after === '/' || (/^\s/.test(rest) && /^[^=]{1,60}=\s*["'\w]/.test(after)))
  );
}
