/** The subject line of a digest, and what makes any text fit for a header. */
import { shortDay } from '../lib/days.ts';
import { cleanText, groupDigits, shorten } from '../lib/text.ts';
import { type Digest, papersOf } from '../model/digest.ts';

const longestSubject = 150;

/** Characters without width that `cleanText` keeps because emoji and some scripts use them in running text. */
const joiners =
  /\u034f|\u115f|\u1160|\u17b4|\u17b5|\u180e|\u200c|\u200d|\u3164|\uffa0|\udb40[\udc00-\udc7f]/g;

/**
 * `text` on one line without control, bidi-control and zero-width characters, at most `length` UTF-16 units, cut at
 * a word and never inside a surrogate pair.
 */
export function cleanHeaderText(text: string, length = longestSubject): string {
  return shorten(cleanText(text.replace(joiners, '')), length);
}

/** "Paperboy, 14 Oct: First title, and 13 more", at most 150 characters; the title gives way, not the rest. */
export function subjectFor(digest: Digest): string {
  const papers = papersOf(digest);
  const start = `${cleanHeaderText(digest.title, 40)}, ${shortDay(digest.date).replace(/ \d{4}$/, '')}: `;
  const first = papers[0]?.paper.title;
  if (first === undefined) return `${start}nothing new today`;
  const end = papers.length > 1 ? `, and ${groupDigits(papers.length - 1)} more` : '';
  return start + cleanHeaderText(first, longestSubject - start.length - end.length) + end;
}
