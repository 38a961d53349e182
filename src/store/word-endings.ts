/** Words that a prefix may be the beginning of, for an index that keeps stems: `generat*` must find "generation". */
import { fold, stem } from '../lib/words.ts';

/** The endings that Porter's stemmer takes away, short of those that only adverbs have. */
const endings = [
  'able',
  'al',
  'ance',
  'ant',
  'ate',
  'ation',
  'ational',
  'ative',
  'ator',
  'ed',
  'ement',
  'ence',
  'ent',
  'er',
  'es',
  'ful',
  'ible',
  'ic',
  'ical',
  'ies',
  'ing',
  'ion',
  'ism',
  'ity',
  'ive',
  'ization',
  'ize',
  'ment',
  'ness',
  'ous',
];

/**
 * Words that begin with `prefix` but whose stem does not, because the prefix reaches into the ending; one a stem.
 * The index holds "gener" for "generation": a search for what begins with "generat" would pass it by.
 */
export function completePrefix(prefix: string): readonly string[] {
  const start = fold(prefix);
  if (!/^[a-z]{4,}$/.test(start)) return [];
  const words = new Map<string, string>();
  for (const ending of endings) {
    for (let length = 1; length < ending.length; length++) {
      if (!start.endsWith(ending.slice(0, length))) continue;
      const word = start + ending.slice(length);
      const short = stem(word);
      if (short.length > 2 && !short.startsWith(start)) words.set(short, word);
    }
  }
  return [...words.values()];
}
