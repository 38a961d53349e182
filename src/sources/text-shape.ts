/** Tells titles from abstracts by their shape alone, where a listing gives no other sign. */

/** In UTF-16 units. No abstract is as long as a longer line: it is something else, or a paste that lost its line ends. */
export const longestLine = 50_000;

/**
 * True for a text that can hardly be a title: long, or a paragraph that ends in a full stop, or several sentences.
 * A long question is still a title.
 */
export function looksLikeAbstract(text: string): boolean {
  if (text.length >= 250) return true;
  if (text.length < 100) return false;
  return (
    /[.…。][)\]"'”’]{0,3}$/.test(text.slice(-8)) ||
    (endsAsSentence(text) && /[.?!] \p{Lu}/u.test(text))
  );
}

/** True for a text that can be a title: no abstract by its look, and it does not break off or end as prose does. */
export function looksLikeTitle(text: string): boolean {
  if (looksLikeAbstract(text) || /[,;{}]$/.test(text)) return false;
  return text.length <= 40 || !/[^.]\.["')\]]?$/.test(text);
}

/** True where a text seems to be complete: it ends in a mark that ends sentences. */
export function endsAsSentence(text: string): boolean {
  return /[.!?…。][)\]"'”’]{0,3}$/.test(text.slice(-8));
}
