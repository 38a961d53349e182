/** What the papers seen up to now teach about words: which there are, and how common each is. */

import { learning } from './learning.ts';
import { PairTable } from './pair-table.ts';
import { stemOf } from './term-bag.ts';

/** Terms are numbered: single stems and pairs of neighbours alike. */
export interface Archive {
  /** How many papers were counted. */
  readonly papers: number;
  /** Terms that stand in them; higher numbers are words met later, in no paper of the archive. */
  readonly terms: number;
  /** In how many papers each term stands. */
  readonly documents: Int32Array;
  readonly isPair: Uint8Array;
  /** In words. */
  readonly averageTitle: number;
  readonly averageAbstract: number;
  /** Stem number → term. Grows when papers with new words are folded in. */
  readonly ofStem: Map<number, number>;
  /** Pairs of stem numbers, in the order of their terms; the first of them is term `firstPair`. See `pairTermOf`. */
  readonly pairs: PairTable;
  readonly firstPair: number;
  /** Term → stem number, −1 for a pair; grows with `ofStem`. */
  readonly stems: number[];
  /** ln(1 + (N − df + .5) / (df + .5)) of each term: how much it says when it is found. */
  readonly rarity: Float64Array;
  /** 1 + ln((1 + N) / (1 + df)) for the terms of text vectors; 0 for those too rare or too common to tell papers apart. */
  readonly telling: Float64Array;
}

/** The term of a stem; a word that is new to the archive becomes one, which no paper has. */
export function termOf(archive: Archive, stem: number): number {
  const known = archive.ofStem.get(stem);
  if (known !== undefined) return known;
  const next = termCount(archive);
  archive.ofStem.set(stem, next);
  archive.stems.push(stem);
  return next;
}

/** How many terms there are by now, those that no paper of the archive has included. */
export function termCount({ stems }: Archive): number {
  return stems.length;
}

/** The term of two stems that stand side by side; −1 where they are none. */
export function pairTermOf({ pairs, firstPair }: Archive, first: number, second: number): number {
  const place = pairs.placeOf(first, second);
  return place < 0 ? -1 : firstPair + place;
}

/** See `Archive.rarity`; also for words that the archive met later. */
export function rarityOf({ rarity, papers }: Archive, term: number): number {
  return rarity[term] ?? rarityFor(papers, 0);
}

function rarityFor(papers: number, found: number): number {
  return Math.log(1 + (papers - found + 0.5) / (found + 0.5));
}

/** The stems of each term in words: "diffus", "video generat". */
export function termNames(archive: Archive): string[] {
  const names = archive.stems.map((stem) => (stem < 0 ? '' : stemOf(stem)));
  const { pairs } = archive.pairs;
  for (let place = 0; place < archive.pairs.size; place++) {
    const [first, second] = [pairs[2 * place]!, pairs[2 * place + 1]!];
    names[archive.firstPair + place] = `${stemOf(first)} ${stemOf(second)}`;
  }
  return names;
}

/** What was counted: all that an archive is made of. */
export interface Counted {
  readonly papers: number;
  /** Stem numbers, and pairs of them (two numbers each), in the order of their terms: the stems come first. */
  readonly stems: readonly number[];
  readonly pairs: Int32Array;
  readonly documents: Int32Array;
  readonly averageTitle: number;
  readonly averageAbstract: number;
}

export function makeArchive(counted: Counted): Archive {
  const { papers, stems, pairs, documents, averageTitle, averageAbstract } = counted;
  return {
    ...{ papers, documents, averageTitle, averageAbstract, terms: documents.length },
    isPair: new Uint8Array(documents.length).fill(1, stems.length),
    ofStem: new Map(stems.map((stem, term) => [stem, term])),
    ...{ pairs: new PairTable(pairs), firstPair: stems.length },
    stems: [...stems, ...Array<number>(pairs.length / 2).fill(-1)],
    ...measureTerms(papers, documents),
  };
}

/** The same archive, whose growth is its own. */
export function ownArchive(archive: Archive): Archive {
  return { ...archive, ofStem: new Map(archive.ofStem), stems: [...archive.stems] };
}

/** What follows from the counts. */
function measureTerms(papers: number, documents: Int32Array): Pick<Archive, 'rarity' | 'telling'> {
  const fewest = papers <= learning.smallArchive ? 2 : 3;
  const most = Math.max(20, learning.commonShare * papers);
  const rarity = new Float64Array(documents.length);
  const telling = new Float64Array(documents.length);
  documents.forEach((found, term) => {
    rarity[term] = rarityFor(papers, found);
    if (found >= fewest && found <= most) telling[term] = 1 + Math.log((1 + papers) / (1 + found));
  });
  return { rarity, telling };
}
