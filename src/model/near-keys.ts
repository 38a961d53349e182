/** The keys by which papers of nearly the same title are found: what two spellings of one title have in common. */
import { type TitleParts, titleParts } from './title-parts.ts';

/** The beginning of a title or of its part before or after the first break. Many papers may share one. */
export type NearKey = `near:${string}`;

/** Longer beginnings would part titles that differ in a later word. Letters. */
const longest = 24;

/** "Modelling" and "modeling" begin alike. */
const doubled = /(\p{L})\1+/gu;

/** Shorter subtitles ("A survey of methods") say too little to find anything by. Words. */
const fewestInSubtitle = 4;

/**
 * The keys of a readable title, at most three: its beginning, its name and its subtitle. Titles that `compareTitles`
 * takes for one share a key, but for those that differ in one of their first letters.
 */
export function nearKeys(title: string): NearKey[] {
  const parts = titleParts(title);
  const keys = new Set<NearKey>();
  if (parts.words.length > 0) keys.add(keyOf(parts.words));
  const [name, subtitle] = splitTitle(parts);
  if (name.length > 0) keys.add(keyOf(name));
  if (subtitle.length >= fewestInSubtitle) keys.add(keyOf(subtitle));
  return [...keys];
}

/** The words before and after the first break; both empty where there is none. */
export function splitTitle(parts: TitleParts): readonly [readonly string[], readonly string[]] {
  const [at] = parts.breaks;
  return at === undefined ? [[], []] : [parts.words.slice(0, at), parts.words.slice(at)];
}

function keyOf(words: readonly string[]): NearKey {
  return `near:${words.join('').replace(doubled, '$1').slice(0, longest)}`;
}
