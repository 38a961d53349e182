/** Text as the words ranking compares: folded, split, without function words, stemmed. */
import { stemmer } from 'stemmer';
import { stopWords } from './stop-words.ts';

const token = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;
const latin = /^[a-z]+$/;
const plain = /^[\x20-\x7e]*$/;

/** Stems of words met before: listings repeat their vocabulary, and stemming is the dearest step. */
const stems = new Map<string, string>();
const mostStems = 200_000;

/** The Porter stem of one folded word; words with other than a-z letters, and short ones, are their own stem. */
export function stem(word: string): string {
  if (word.length <= 2 || !latin.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stemmer(word);
  if (stems.size >= mostStems) stems.clear();
  stems.set(word, made);
  return made;
}

/** Lower case without accents: "Poincaré" → "poincare". */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The folded words of `text` in order, with function words; hyphens split, a final 's goes. */
export function words(text: string): string[] {
  const found = fold(text).match(token) ?? [];
  return found
    .map((word) => word.replace(/['’]s$/, '').replace(/['’]/g, ''))
    .filter((word) => word !== '');
}

/** The stems of `text` in order, without function words. */
export function stemWords(text: string): string[] {
  const out: string[] = [];
  for (const word of words(text)) if (!stopWords.has(word)) out.push(stem(word));
  return out;
}
