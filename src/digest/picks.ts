/** What has been picked for a digest so far: each paper once, near-duplicates folded, never more than the limit. */
import type { DigestPaper, RankedPaper } from '../model/digest.ts';
import type { Paper } from '../model/paper.ts';
import { areSimilar, type Shape, shapeOf } from './similar.ts';
import { summarize } from './summary.ts';

/** A paper is picked once; one too like a picked one is mentioned under it. Sections are named by their slots. */
export class Picks {
  readonly #limit: number;
  readonly #slots = new Map<string, string[]>();
  readonly #papers = new Map<string, { ranked: RankedPaper; shape: Shape; similar: Paper[] }>();
  readonly #folded = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Places left. */
  get room(): number {
    return this.#limit - this.#papers.size;
  }

  /** True when the paper now stands in the slot; false when it stands somewhere already, is folded, or nothing fits. */
  take(slot: string, ranked: RankedPaper): boolean {
    const { key } = ranked.paper;
    if (this.room === 0 || this.has(key)) return false;
    const shape = shapeOf(ranked.paper);
    for (const pick of this.#papers.values()) {
      if (!areSimilar(pick.shape, shape)) continue;
      pick.similar.push(ranked.paper);
      this.#folded.add(key);
      return false;
    }
    this.#papers.set(key, { ranked, shape, similar: [] });
    this.#slots.set(slot, [...(this.#slots.get(slot) ?? []), key]);
    return true;
  }

  /** True for what was picked and what was folded. */
  has(key: string): boolean {
    return this.#papers.has(key) || this.#folded.has(key);
  }

  numberIn(slot: string): number {
    return this.#slots.get(slot)?.length ?? 0;
  }

  /** In the order they were taken. */
  in(slot: string): DigestPaper[] {
    const keys = this.#slots.get(slot) ?? [];
    return keys.map((key) => {
      const { ranked, similar } = this.#papers.get(key)!;
      const { signals: _, ...paper } = ranked;
      const topics = ranked.topics.map(({ name }) => name);
      return { ...paper, summary: summarize(ranked.paper.abstract, topics), similar };
    });
  }
}
