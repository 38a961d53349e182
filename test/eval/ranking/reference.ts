/** How far the baselines are from the reference's figures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from './measures.ts';

/** The largest difference a measure of a baseline may have. */
export const tolerance = 0.01;

/** Figures by system; those of `random` are left out, as they hang on a generator of numbers. */
export type Reference = Readonly<Record<string, Values>>;

/** The reference's figures of a collection, from results.json beside the set's folder; null where there are none. */
export function readReference(root: string, name: string): Reference | null {
  const path = join(root, 'reference', 'results.json');
  if (!existsSync(path)) return null;
  const all: Readonly<Record<string, Reference>> = JSON.parse(readFileSync(path, 'utf8'));
  return all[name] ?? null;
}

/** The largest difference over the measures both have, and which it is; null for a system the reference lacks. */
export function deviationOf(
  means: Values,
  expected: Values | undefined,
): { readonly measure: string; readonly by: number } | null {
  if (expected === undefined) return null;
  let most = { measure: '', by: 0 };
  for (const [measure, value] of Object.entries(expected)) {
    const by = Math.abs((means[measure] ?? Number.NaN) - value);
    if (!(by <= most.by)) most = { measure, by };
  }
  return most;
}
