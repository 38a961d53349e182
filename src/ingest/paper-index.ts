/** The papers known so far, found by any of their names: the store's first, then those of the listing being read. */
import type { KeptApart } from '../model/merge-record.ts';
import { type NearKey, nearKeys } from '../model/near-keys.ts';
import type { Paper } from '../model/paper.ts';
import { isStrong, type PaperId } from '../model/paper-id.ts';
import { ApartPapers, type Place } from './apart-papers.ts';
import { haveCommonAuthor } from './compare-authors.ts';
import { isCertain, reasonOfNearTitle, reasonToMerge } from './same-paper.ts';

/** A known paper that an entry turns out to be, and why in words. */
export interface Match {
  readonly key: string;
  readonly reason: string;
}

/** A title that so many papers bear ("Editorial") says nothing about an entry that has a better name. */
const mostOfOneTitle = 100;

/** A beginning that more papers share ("Towards a general theory of") finds too many to look at. */
export const mostNear = 30;

export class PaperIndex {
  readonly #papers: Map<string, Paper>;
  readonly #keys: Map<PaperId | NearKey, string[]>;
  readonly #apart: ApartPapers;

  constructor(
    papers: ReadonlyMap<string, Paper>,
    keys: ReadonlyMap<PaperId | NearKey, readonly string[]>,
    apart: readonly KeptApart[] = [],
  ) {
    this.#apart = new ApartPapers(apart);
    this.#papers = new Map(papers);
    this.#keys = new Map([...keys].map(([id, list]) => [id, [...list]]));
  }

  get(key: string): Paper | undefined {
    return this.#papers.get(key);
  }

  /** The keys that each name leads to. */
  names(): ReadonlyMap<PaperId | NearKey, readonly string[]> {
    return this.#keys;
  }

  /** Adds a paper, or puts a better description of it in the place of the one known. */
  put(paper: Paper): void {
    const old = this.#papers.get(paper.key);
    this.#papers.set(paper.key, paper);
    if (old?.ids === paper.ids && old.title === paper.title) return;
    const named = new Set(old === undefined ? [] : namesOf(old));
    for (const name of namesOf(paper)) {
      const list = this.#keys.get(name);
      if (list === undefined) this.#keys.set(name, [paper.key]);
      else if (!named.has(name)) list.push(paper.key);
    }
  }

  /** Forgets a paper that was joined with the one named `into`. */
  remove(key: string, into: string): void {
    this.#apart.join(key, into);
    const paper = this.#papers.get(key);
    for (const name of paper === undefined ? [] : namesOf(paper)) {
      const others = (this.#keys.get(name) ?? []).filter((other) => other !== key);
      if (others.length === 0) this.#keys.delete(name);
      else this.#keys.set(name, others);
    }
    this.#papers.delete(key);
  }

  /**
   * The known papers this one is, strongest name first; more than one when it proves them to be the same. Of papers
   * kept apart it is never more than one: the nearest, of which `place` may tell.
   */
  matchesOf(found: Omit<Paper, 'key'>, place: Place | null = null): Match[] {
    const without = new Set<string>();
    for (;;) {
      const matches = this.#matchesBut(without, found);
      const worse = matches.find(({ key }) => this.#hasBetter(key, without, found, place));
      if (worse === undefined) return matches;
      without.add(worse.key);
    }
  }

  /** True when a paper that is kept apart from `key` would be matched in its place, and is nearer. */
  #hasBetter(
    key: string,
    without: ReadonlySet<string>,
    found: Omit<Paper, 'key'>,
    place: Place | null,
  ): boolean {
    const others = this.#apart.othersOf(key).filter((other) => !without.has(other));
    if (others.length === 0) return false;
    const known = this.#papers.get(key) as Paper;
    return this.#matchesBut(new Set([...without, key]), found).some(
      (match) =>
        others.includes(match.key) &&
        this.#apart.isRather(found, this.#papers.get(match.key) as Paper, known, place),
    );
  }

  #matchesBut(without: ReadonlySet<string>, found: Omit<Paper, 'key'>): Match[] {
    const matches: Match[] = [];
    for (const id of found.ids) {
      const keys = this.#keys.get(id) ?? [];
      if (keys.length > mostOfOneTitle && isCertain(found.ids[0] as PaperId)) continue;
      const match = this.#matchByName(id, keys, found, matches, without);
      if (match !== null) matches.push(match);
    }
    const near = this.#matchByNearTitle(found, matches, without);
    if (near !== null) matches.push(near);
    return matches;
  }

  /** The names of `found` but for those that name another paper than the matched ones and can name only one. */
  ownIds(found: Omit<Paper, 'key'>, matches: readonly Match[]): readonly PaperId[] {
    const isOwn = (id: PaperId) => {
      const owner = isStrong(id) ? this.#keys.get(id)?.[0] : undefined;
      return owner === undefined || matches.some(({ key }) => key === owner);
    };
    return found.ids.every(isOwn) ? found.ids : found.ids.filter(isOwn);
  }

  /** The first paper of that name that is this one and those already matched; with a common author before others. */
  #matchByName(
    id: PaperId,
    keys: readonly string[],
    found: Omit<Paper, 'key'>,
    matches: readonly Match[],
    without: ReadonlySet<string>,
  ): Match | null {
    let match: Match | null = null;
    for (const key of keys) {
      const known = this.#papers.get(key);
      if (known === undefined || without.has(key) || this.#isBarred(key, matches)) continue;
      const reason = reasonToMerge(id, found, known);
      const isSame = (other: Match) =>
        reasonToMerge(id, this.#papers.get(other.key) as Paper, known) !== null;
      if (reason === null || !matches.every(isSame)) continue;
      if (isStrong(id) || haveCommonAuthor(found.authors, known.authors)) return { key, reason };
      match ??= { key, reason };
    }
    return match;
  }

  /** The only paper of nearly that title that is this one and those already matched; of several, those of its authors. */
  #matchByNearTitle(
    found: Omit<Paper, 'key'>,
    matches: readonly Match[],
    without: ReadonlySet<string>,
  ): Match | null {
    const near = new Map<string, string>();
    for (const name of nearKeys(found.title)) {
      const keys = this.#keys.get(name) ?? [];
      if (keys.length > mostNear) continue;
      for (const key of keys) {
        const known = this.#papers.get(key);
        if (known === undefined || near.has(key) || without.has(key)) continue;
        if (this.#isBarred(key, matches)) continue;
        const reason = reasonOfNearTitle(found, known);
        if (reason !== null) near.set(key, reason);
      }
    }
    const byAuthor = [...near].filter(([key]) =>
      haveCommonAuthor(found.authors, this.#papers.get(key)?.authors ?? null),
    );
    const [only, ...more] = byAuthor.length > 0 ? byAuthor : [...near];
    if (only === undefined || more.length > 0) return null;
    const [key, reason] = only;
    const known = this.#papers.get(key) as Paper;
    const title = known.ids.at(-1) as PaperId;
    const isSame = (other: Match) =>
      reasonToMerge(title, this.#papers.get(other.key) as Paper, known) !== null;
    return matches.every(isSame) ? { key, reason } : null;
  }

  /** True for a paper that is matched already, or kept apart from one that is. */
  #isBarred(key: string, matches: readonly Match[]): boolean {
    return matches.some((other) => other.key === key || this.#apart.areApart(other.key, key));
  }
}

/** Everything a paper is found by. */
function namesOf(paper: Paper): readonly (PaperId | NearKey)[] {
  return [...paper.ids, ...nearKeys(paper.title)];
}
