/** The words that a group of papers has more often than others have them, as people write them. Pure. */

import { stopWords } from '../lib/stop-words.ts';
import { stem, words } from '../lib/words.ts';
import type { Paper } from '../model/paper.ts';
import { type Archive, pairTermOf } from './relevance/archive.ts';
import { stemNumber } from './relevance/term-bag.ts';

/** A word that stands in an abstract alone, against one of a title. */
const inAbstract = 0.6;

/** How many papers of the group have a term, and how it is written there. */
interface Term {
  readonly stems: readonly string[];
  papers: number;
  /** Papers that have it in the title count 1, others `inAbstract`. */
  weight: number;
  readonly forms: Map<string, number>;
}

interface Ranked {
  readonly term: Term;
  readonly value: number;
}

/**
 * At most `most` words of the group, those first that most of its papers have and few of the archive's. Two that stand
 * side by side often ("speech recognition") are one.
 */
export function tellingWords(archive: Archive, papers: readonly Paper[], most: number): string[] {
  const terms = countTerms(papers);
  const fewest = papers.length < 3 ? 1 : 2;
  const found = [...terms.values()]
    .filter((term) => term.papers >= fewest && isSaidEnough(term) && isKnownIfSeldom(archive, term))
    .map((term) => ({ term, value: worthOf(archive, term, papers.length) }))
    .filter(({ value }) => value > 0)
    .sort(byValue);
  return joinNeighbours(found)
    .sort(byValue)
    .slice(0, most)
    .map(({ term }) => commonForm(term));
}

function byValue(a: Ranked, b: Ranked): number {
  return b.value - a.value || (a.term.stems.join(' ') < b.term.stems.join(' ') ? -1 : 1);
}

/** What two abstracts happen to share says nothing of their readers; what a title says, or three papers, does. */
function isSaidEnough({ papers, weight }: Term): boolean {
  return papers >= 3 || weight > inAbstract * papers + 1e-9;
}

/** Any two words stand side by side once: then it must be in a title, or in other papers as well. */
function isKnownIfSeldom(archive: Archive, { stems, papers, weight }: Term): boolean {
  return stems.length < 2 || papers > 1 || weight >= 1 || termOf(archive, stems) >= 0;
}

/** Its share of the group, by how many times that is its share of the archive. */
function worthOf(archive: Archive, { stems, weight }: Term, papers: number): number {
  const usual = ((archive.documents[termOf(archive, stems)] ?? 0) + 0.5) / (archive.papers + 1);
  const share = weight / papers;
  return share * Math.log(share / usual);
}

/** −1 where the archive does not have it. */
function termOf(archive: Archive, [first = '', second]: readonly string[]): number {
  const number = stemNumber(first);
  if (second === undefined) return archive.ofStem.get(number) ?? -1;
  return pairTermOf(archive, number, stemNumber(second));
}

/** Pairs take the place of words that stand mostly in them: each word is shown once. */
function joinNeighbours(found: readonly Ranked[]): Ranked[] {
  const single = new Map(
    found
      .filter(({ term }) => term.stems.length === 1)
      .map((one) => [one.term.stems[0] ?? '', one]),
  );
  const taken = new Set<string>();
  const pairs: Ranked[] = [];
  const often = found
    .filter(({ term }) => term.stems.length === 2)
    .sort((a, b) => b.term.papers - a.term.papers || byValue(a, b));
  for (const { term, value } of often) {
    const parts = term.stems.map((one) => single.get(one));
    const held = parts.filter((part) => part !== undefined && 2 * term.papers >= part.term.papers);
    const open = held.filter((part) => part !== undefined && !taken.has(part.term.stems[0] ?? ''));
    if (open.length === 0) continue;
    for (const part of open) taken.add(part?.term.stems[0] ?? '');
    pairs.push({ term, value: Math.max(value, ...open.map((part) => part?.value ?? 0)) });
  }
  const alone = [...single].filter(([name]) => !taken.has(name)).map(([, one]) => one);
  return [...pairs, ...alone];
}

function commonForm({ forms }: Term): string {
  return [...forms].sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

function countTerms(papers: readonly Paper[]): Map<string, Term> {
  const terms = new Map<string, Term>();
  for (const { title, abstract } of papers) {
    const seen = new Set<string>();
    const count = (text: string, weight: number) => {
      for (const { stems, form, isPlain } of formsIn(text)) {
        const key = stems.join(' ');
        const term = terms.get(key) ?? { stems, papers: 0, weight: 0, forms: new Map() };
        terms.set(key, term);
        if (!seen.has(key)) {
          term.papers++;
          term.weight += weight;
          seen.add(key);
        }
        // How it is written where its capital may be that of a beginning counts less.
        const written = isPlain && weight < 1 ? form : withoutCapitals(form);
        const sure = isPlain && weight < 1 ? 1 : 0.5;
        term.forms.set(written, (term.forms.get(written) ?? 0) + sure);
      }
    };
    count(title, 1);
    count(abstract ?? '', inAbstract);
  }
  return terms;
}

/** "Tide" is "tide", but "LoRA" stays. */
function withoutCapitals(form: string): string {
  return form.replace(/(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+(?![\p{L}\p{N}])/gu, (word) =>
    word.toLowerCase(),
  );
}

interface Form {
  readonly stems: readonly string[];
  readonly form: string;
  /** False at the beginning of a sentence. */
  readonly isPlain: boolean;
}

/** The words of a text that carry a topic, and those that stand side by side in it, with nothing but a space or hyphen. */
function formsIn(text: string): Form[] {
  const found: Form[] = [];
  let before: { form: string; stem: string; end: number; isPlain: boolean } | null = null;
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)) {
    const form = match[0].replace(/['’]s$/, '');
    const [word, ...more] = words(form);
    if (word === undefined || more.length > 0 || !isTopical(word)) {
      before = null;
      continue;
    }
    const gap = before === null ? '' : text.slice(before.end, match.index);
    const isPlain = /[\p{L}\p{N},;)]["”’]?[\s-]+["“(]?$/u.test(
      text.slice(Math.max(0, match.index - 6), match.index),
    );
    const own = stem(word);
    found.push({ stems: [own], form, isPlain });
    if (before !== null && /^(?:\s+|[-‐‑])$/.test(gap)) {
      const joint = gap.trim() === '' ? ' ' : '-';
      found.push({
        stems: [before.stem, own],
        form: `${before.form}${joint}${form}`,
        isPlain: before.isPlain,
      });
    }
    before = { form, stem: own, end: match.index + match[0].length, isPlain };
  }
  return found;
}

function isTopical(word: string): boolean {
  return word.length > 1 && !stopWords.has(word) && !/^\p{N}+$/u.test(word);
}
