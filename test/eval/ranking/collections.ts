/** The sets of the evaluation: what `--set` names, and where their files are. */
import { join } from 'node:path';

export type Kind = 'hfdaily' | 'csfcube' | 'reviewer' | 'text' | 'citeulike';

/** One corpus with its queries; `name` is that of the reference's results. */
export interface Collection {
  readonly name: string;
  readonly kind: Kind;
  readonly corpus: string;
  readonly queries: string;
}

const folders: Readonly<Record<Kind, readonly string[]>> = {
  citeulike: ['citeulike-t'],
  hfdaily: ['hfdaily'],
  csfcube: ['csfcube'],
  reviewer: ['reviewer'],
  text: ['scifact', 'cranfield'],
};

export const kinds: readonly string[] = Object.keys(folders);

export function isKind(name: string): name is Kind {
  return kinds.includes(name);
}

/** The collections of a set (all of them without one) under `root`, or the one in the folders named. */
export function collectionsOf(
  kind: Kind | undefined,
  root: string,
  corpus: string | undefined,
  queries: string | undefined,
): Collection[] {
  const chosen = kind === undefined ? kinds.filter(isKind) : [kind];
  return chosen.flatMap((each) => {
    if (corpus !== undefined || queries !== undefined) {
      const own = join(root, folders[each][0]!);
      return [{ name: each, kind: each, corpus: corpus ?? own, queries: queries ?? own }];
    }
    return folders[each].map((name) => ({
      name,
      kind: each,
      corpus: join(root, name),
      queries: join(root, name),
    }));
  });
}
