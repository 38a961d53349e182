/** Finding a phrase in a text as it was written: by stems side by side, function words included. Pure. */
import { fold, stem, words } from '../lib/words.ts';

/** Writing that sets no spaces between words, or glues endings to them: a phrase may stand anywhere within a run. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function isSpaceless(text: string): boolean {
  return spaceless.test(text);
}

/** A test for the phrase, or null for one without a letter or digit ("–"). */
export function phraseFinder(phrase: string): ((text: string) => boolean) | null {
  const stems = allStems(phrase);
  if (stems.length === 0) return null;
  if (!isSpaceless(phrase)) return (text) => holdsPhrase(allStems(text), stems);
  const run = fold(phrase).normalize('NFC');
  return (text) => fold(text).normalize('NFC').includes(run);
}

/** The stems of `text` in order, with function words. */
export function allStems(text: string): string[] {
  return words(text).map(stem);
}

/** True where `phrase` stands in `text` side by side. Both are stems. */
export function holdsPhrase(text: readonly string[], phrase: readonly string[]): boolean {
  const first = phrase[0];
  if (first === undefined) return false;
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    if (phrase.every((word, offset) => text[at + offset] === word)) return true;
  }
  return false;
}
