/** The head of a pasted papers page: banner, menus and the page's own day, up to the first paper. */
import type { Day } from '../model/listing.ts';
import { neighbourDay } from './page-year.ts';
import type { PastedDay } from './pasted-day.ts';
import type { Piece } from './pasted-pieces.ts';
import { looksLikeAbstract } from './text-shape.ts';

export interface PastedHead {
  readonly day: PastedDay | null;
  /** The days of the pages that this one links to as its neighbours. */
  readonly neighbours: readonly Day[];
  /** What follows the head. */
  readonly body: readonly Piece[];
}

/** No head is longer: navigation bars of saved pages have some fifty lines. */
const longestHead = 200;

/** Splits the head off. It ends behind the page's day, else behind the last line of the banner or menus. */
export function splitHead(pieces: readonly Piece[]): PastedHead {
  const end = firstPaper(pieces);
  const dayAt = pieces.findIndex((piece, index) => index < end && piece.kind === 'day');
  const siteAt = pieces.slice(0, end).findLastIndex((piece) => piece.kind === 'site');
  const dayPiece = pieces[dayAt];
  const neighbours = pieces.flatMap((piece) => {
    return piece.kind === 'address' ? (neighbourDay(piece.address) ?? []) : [];
  });
  return {
    day: dayPiece?.kind === 'day' ? dayPiece.day : null,
    neighbours,
    body: pieces.slice(Math.max(dayAt, siteAt) + 1),
  };
}

/** The index before which only the head can stand: that of the first sure sign of a paper. */
function firstPaper(pieces: readonly Piece[]): number {
  const last = Math.min(pieces.length, longestHead);
  for (let index = 0; index < last; index += 1) {
    const piece = pieces[index];
    if (piece && isPaperSign(piece)) return index;
  }
  return last;
}

function isPaperSign(piece: Piece): boolean {
  switch (piece.kind) {
    case 'text':
      return looksLikeAbstract(piece.text) || (piece.address !== null && piece.heading);
    case 'dot':
    case 'authors':
    case 'upvote':
    case 'votes-before':
    case 'github':
    case 'submitter':
      return true;
    default:
      return false;
  }
}
