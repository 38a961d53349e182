/** Whether two papers are so near that one is mentioned under the other: by shared word runs. Pure. */
import { stemWords } from '../lib/words.ts';
import type { Paper } from '../model/paper.ts';

/** Shares of words that both have. Parts of a series share titles, not abstracts: both are asked for. */
const limits = { title: 0.6, abstractBesideTitle: 0.3, abstractAlone: 0.6, titleAlone: 0.8 };

export interface Shape {
  readonly title: ReadonlySet<string>;
  /** Runs of three stems; empty when there is no abstract. */
  readonly runs: ReadonlySet<string>;
  /** The numbers of the title, which tell the parts of a series apart. */
  readonly numbers: string;
}

/** A day's papers are cut into many digests: each is looked at once. */
const shapes = new WeakMap<Paper, Shape>();

export function shapeOf(paper: Paper): Shape {
  const known = shapes.get(paper);
  if (known !== undefined) return known;
  const shape = readShape(paper);
  shapes.set(paper, shape);
  return shape;
}

function readShape(paper: Paper): Shape {
  const title = stemWords(paper.title);
  const abstract = stemWords(paper.abstract ?? '');
  const runs = abstract.slice(2).map((word, at) => `${abstract[at]} ${abstract[at + 1]} ${word}`);
  return {
    title: new Set(title),
    runs: new Set(runs),
    numbers: title.filter((word) => /^(?:\d+|[ivx]+)$/.test(word)).join(' '),
  };
}

export function areSimilar(one: Shape, two: Shape): boolean {
  const title = overlap(one.title, two.title);
  const sameNumbers = one.numbers === two.numbers;
  if (one.runs.size === 0 || two.runs.size === 0) return title >= limits.titleAlone && sameNumbers;
  const abstract = overlap(one.runs, two.runs);
  if (abstract >= limits.abstractAlone) return true;
  return title >= limits.title && abstract >= limits.abstractBesideTitle && sameNumbers;
}

/** Jaccard: shared over all, 0 … 1. */
function overlap(one: ReadonlySet<string>, two: ReadonlySet<string>): number {
  const [small, large] = one.size < two.size ? [one, two] : [two, one];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  const all = one.size + two.size - shared;
  return all === 0 ? 0 : shared / all;
}
