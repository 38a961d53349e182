/** Text in lines of a given width, measured in terminal columns. */
import { displayWidth, splitGraphemes } from '../lib/display-width.ts';

/**
 * Lines of at most `width` columns, broken at spaces; a word longer than a line is broken between characters, and
 * so is text in scripts that write no spaces.
 */
export function wrapText(text: string, width: number): string[] {
  const room = Math.max(width, 4);
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    for (const piece of piecesOf(word, room)) {
      const gap = line === '' || piece.glued ? 0 : 1;
      if (columns + gap + piece.columns > room) {
        lines.push(line);
        line = piece.text;
        columns = piece.columns;
      } else {
        line += (gap === 1 ? ' ' : '') + piece.text;
        columns += gap + piece.columns;
      }
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

interface Piece {
  readonly text: string;
  readonly columns: number;
  /** True when it continues the word before it. */
  readonly glued: boolean;
}

function piecesOf(word: string, room: number): Piece[] {
  const columns = displayWidth(word);
  if (columns <= room) return [{ text: word, columns, glued: false }];
  const pieces: Piece[] = [];
  let text = '';
  let used = 0;
  for (const grapheme of splitGraphemes(word)) {
    const more = displayWidth(grapheme);
    if (used + more > room && text !== '') {
      pieces.push({ text, columns: used, glued: pieces.length > 0 });
      text = '';
      used = 0;
    }
    text += grapheme;
    used += more;
  }
  pieces.push({ text, columns: used, glued: pieces.length > 0 });
  return pieces;
}
