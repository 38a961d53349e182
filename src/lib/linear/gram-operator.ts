/** A sparse matrix S seen as the symmetric M = S·Sᵀ, which is never formed, and M's eigenvectors within a subspace. */
import { eigenSymmetric } from './eigen-symmetric.ts';
import { innerProducts } from './inner-products.ts';
import { multiplySparse } from './multiply-sparse.ts';
import { type Panels, panelWidth } from './panels.ts';
import type { SparseRows } from './sparse-rows.ts';

export interface GramOperator {
  /** S: its rows are the shorter side. */
  readonly short: SparseRows;
  /** Sᵀ. */
  readonly long: SparseRows;
  /** Room for one panel of as many rows as `long` has. */
  readonly between: Float64Array;
}

/** Writes M times the panel at `from[fromStart]` to `to` from `toStart`. */
export function applyToPanel(
  { short, long, between }: GramOperator,
  from: Float64Array,
  fromStart: number,
  to: Float64Array,
  toStart: number,
): void {
  multiplySparse(long, from, fromStart, between, 0);
  multiplySparse(short, between, 0, to, toStart);
}

/** Writes M · from to `to`, one panel at a time: what stands between is never whole. */
export function applyGram(operator: GramOperator, from: Panels, to: Panels): void {
  const step = from.rows * panelWidth;
  for (let at = 0; at < from.data.length; at += step)
    applyToPanel(operator, from.data, at, to.data, at);
}

/**
 * The best guesses at M's eigenvalues, largest first, that an orthonormal `basis` allows (Rayleigh
 * and Ritz), and the mixture of its columns (columns × columns, row-major) that gives their
 * eigenvectors in that order. Overwrites `spare`.
 */
export function findRitz(
  operator: GramOperator,
  basis: Panels,
  spare: Panels,
): { readonly values: Float64Array; readonly mix: Float64Array } {
  const size = basis.columns;
  applyGram(operator, basis, spare);
  const { values, vectors } = eigenSymmetric(innerProducts(basis, spare), size);
  const mix = vectors.map((_, at) => vectors[(at % size) * size + Math.floor(at / size)]!);
  return { values, mix };
}
