/** How many terminal columns a text takes: wide East Asian characters and emoji two, combining marks none. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const narrow = /^[\x20-\x7e]*$/;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2}/u;
const zero = /^[\p{M}\p{Cf}\p{Cc}\u1160-\u11ff]$/u;
const wide =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\u30a0-\u30ff\u3200-\u32ff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]$/u;
const halfwidth = /^[\uff61-\uffdc\uffe8-\uffee]$/;

/** Columns of a single-line text. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of splitGraphemes(text)) columns += graphemeWidth(grapheme);
  return columns;
}

/** What a reader sees as characters: a letter with its marks, an emoji with its modifiers. */
export function splitGraphemes(text: string): string[] {
  return narrow.test(text) ? [...text] : [...graphemes.segment(text)].map(({ segment }) => segment);
}

/** `text` cut to at most `columns` columns, with an ellipsis where anything is cut; never inside a character. */
export function cutToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let cut = '';
  let used = 0;
  for (const grapheme of splitGraphemes(text)) {
    used += graphemeWidth(grapheme);
    if (used > columns - 1) break;
    cut += grapheme;
  }
  return `${cut.trimEnd()}…`;
}

/** `text` filled up with spaces, or cut, to exactly `columns` columns. */
export function fitToWidth(text: string, columns: number): string {
  const cut = cutToWidth(text, columns);
  return cut + ' '.repeat(Math.max(0, columns - displayWidth(cut)));
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let columns = 0;
  for (const character of grapheme) {
    if (zero.test(character)) continue;
    columns += wide.test(character) && !halfwidth.test(character) ? 2 : 1;
  }
  return columns;
}
