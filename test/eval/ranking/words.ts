/** The words of the baselines: folded runs of ASCII letters and digits, without function words, stemmed or not. */
import { stopWords } from '../../../src/lib/stop-words.ts';
import { fold, stem } from '../../../src/lib/words.ts';

const token = /[a-z0-9]+(?:'[a-z]+)?/g;

/** Function words so frequent that even BM25 passes over them. */
const shortStopWords: ReadonlySet<string> = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

/** The words of `text` in order: stems or full words, without the short or the long list of function words. */
export function words(text: string, form: 'stems' | 'full', stop: 'short' | 'long'): string[] {
  const left = stop === 'short' ? shortStopWords : stopWords;
  const out: string[] = [];
  for (const found of fold(text).match(token) ?? []) {
    const word = found.includes("'") ? found.replace(/'s$/, '').replaceAll("'", '') : found;
    if (word === '' || left.has(word)) continue;
    out.push(form === 'stems' ? stem(word) : word);
  }
  return out;
}

/** `words` followed by its neighbouring pairs. */
export function withPairs(document: readonly string[]): string[] {
  const out = [...document];
  for (let at = 1; at < document.length; at += 1) out.push(`${document[at - 1]} ${document[at]}`);
  return out;
}
