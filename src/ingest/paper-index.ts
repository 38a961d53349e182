/** The papers known so far, found by any of their names: the store's first, then those of the listing being read. */
import type { Paper } from '../model/paper.ts';
import { isStrong, type PaperId } from '../model/paper-id.ts';
import { haveCommonAuthor, isCertain, reasonToMerge } from './same-paper.ts';

/** A known paper that an entry turns out to be, and why in words. */
export interface Match {
  readonly key: string;
  readonly reason: string;
}

/** A title that so many papers bear ("Editorial") says nothing about an entry that has a better name. */
const mostOfOneTitle = 100;

export class PaperIndex {
  readonly #papers: Map<string, Paper>;
  readonly #keys: Map<PaperId, string[]>;

  constructor(papers: ReadonlyMap<string, Paper>, keys: ReadonlyMap<PaperId, readonly string[]>) {
    this.#papers = new Map(papers);
    this.#keys = new Map([...keys].map(([id, list]) => [id, [...list]]));
  }

  get(key: string): Paper | undefined {
    return this.#papers.get(key);
  }

  /** Adds a paper, or puts a better description of it in the place of the one known. */
  put(paper: Paper): void {
    const named = new Set(this.#papers.get(paper.key)?.ids);
    this.#papers.set(paper.key, paper);
    for (const id of paper.ids) {
      const list = this.#keys.get(id);
      if (list === undefined) this.#keys.set(id, [paper.key]);
      else if (!named.has(id)) list.push(paper.key);
    }
  }

  /** Forgets a paper that was joined with another. */
  remove(key: string): void {
    for (const id of this.#papers.get(key)?.ids ?? []) {
      const others = (this.#keys.get(id) ?? []).filter((other) => other !== key);
      if (others.length === 0) this.#keys.delete(id);
      else this.#keys.set(id, others);
    }
    this.#papers.delete(key);
  }

  /** The known papers this one is, strongest name first; more than one when it proves them to be the same. */
  matchesOf(found: Omit<Paper, 'key'>): Match[] {
    const matches: Match[] = [];
    for (const id of found.ids) {
      const keys = this.#keys.get(id) ?? [];
      if (keys.length > mostOfOneTitle && isCertain(found.ids[0] as PaperId)) continue;
      const match = this.#matchByName(id, keys, found, matches);
      if (match !== null) matches.push(match);
    }
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
  ): Match | null {
    let match: Match | null = null;
    for (const key of keys) {
      const known = this.#papers.get(key);
      if (known === undefined || matches.some((other) => other.key === key)) continue;
      const reason = reasonToMerge(id, found, known);
      const isSame = (other: Match) =>
        reasonToMerge(id, this.#papers.get(other.key) as Paper, known) !== null;
      if (reason === null || !matches.every(isSame)) continue;
      if (isStrong(id) || haveCommonAuthor(found.authors, known.authors)) return { key, reason };
      match ??= { key, reason };
    }
    return match;
  }
}
