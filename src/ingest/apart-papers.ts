/** The papers that a person split, and which of two such papers an entry means. */
import type { Day } from '../model/listing.ts';
import type { KeptApart } from '../model/merge-record.ts';
import type { Paper } from '../model/paper.ts';
import { isStrong } from '../model/paper-id.ts';
import { haveCommonAuthor } from './compare-authors.ts';

/** Where an entry stands, and which papers (`key day`) that source is known to have shown. */
export interface Place {
  readonly source: string;
  readonly day: Day;
  readonly shown: ReadonlySet<string>;
}

export class ApartPapers {
  #pairs: readonly KeptApart[];
  readonly #keys = new Set<string>();

  constructor(pairs: readonly KeptApart[]) {
    this.#pairs = pairs;
    for (const { key, from } of pairs) this.#keys.add(key).add(from);
  }

  areApart(one: string, two: string): boolean {
    if (!this.#keys.has(one) || !this.#keys.has(two)) return false;
    return this.#pairs.some(
      ({ key, from }) => (key === one && from === two) || (key === two && from === one),
    );
  }

  /** The papers that `key` is kept apart from. */
  othersOf(key: string): readonly string[] {
    if (!this.#keys.has(key)) return [];
    return this.#pairs.flatMap((pair) =>
      pair.key === key ? [pair.from] : pair.from === key ? [pair.key] : [],
    );
  }

  /** What was kept apart from `drop` is kept apart from the paper it was joined with. */
  join(drop: string, keep: string): void {
    if (!this.#keys.has(drop)) return;
    const renamed = (key: string) => (key === drop ? keep : key);
    this.#pairs = this.#pairs.map((pair) => ({
      ...pair,
      key: renamed(pair.key),
      from: renamed(pair.from),
    }));
    this.#keys.add(keep);
  }

  /** True when the entry is rather `one` than `other`, two papers kept apart. */
  isRather(found: Omit<Paper, 'key'>, one: Paper, other: Paper, place: Place | null): boolean {
    const first = this.#closeness(found, one, other.key, place);
    const second = this.#closeness(found, other, one.key, place);
    const at = first.findIndex((value, index) => value !== second[index]);
    return at !== -1 && (first[at] as number) > (second[at] as number);
  }

  /** The telling things first: names, authors, abstract, then where it was seen before. */
  #closeness(
    found: Omit<Paper, 'key'>,
    known: Paper,
    other: string,
    place: Place | null,
  ): readonly number[] {
    const pair = this.#pairs.find(({ key, from }) => key === known.key && from === other);
    const names = new Set([...known.ids, ...(pair?.names ?? [])]);
    const shared = found.ids.filter((id) => names.has(id));
    return [
      shared.reduce((sum, id) => sum + (isStrong(id) ? 2 : 1), 0),
      haveCommonAuthor(found.authors, known.authors) ? 1 : 0,
      found.abstract !== null && found.abstract === known.abstract ? 1 : 0,
      place?.shown.has(`${known.key} ${place.day}`) === true ? 1 : 0,
      place !== null && pair?.source === place.source ? 1 : 0,
      shared.length - names.size,
    ];
  }
}
