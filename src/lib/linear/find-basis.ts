/** A small subspace that nearly holds the strongest left singular vectors of a sparse matrix. */
import { filterColumns } from './chebyshev-filter.ts';
import { applyGram, findRitz, type GramOperator } from './gram-operator.ts';
import { mixColumns } from './mix-columns.ts';
import { multiplySparse } from './multiply-sparse.ts';
import { orthonormalise } from './orthonormalise.ts';
import { makePanels, type Panels, panelWidth } from './panels.ts';
import { seededNumbers } from './seeded-numbers.ts';

/** The degree of the last step's polynomial: higher ones gain little for their time. */
const degree = 4;

/** A smallest eigenvalue below this share of the largest says that nothing is left to be found. */
const negligible = 1e-12;

/**
 * An orthonormal basis of at least `width` columns (some may be zero, where the matrix has fewer
 * directions), and a second matrix of that shape to work in. Random mixtures of the matrix's own
 * columns are multiplied by M = S·Sᵀ `steps` times; the last time a polynomial of M takes M's
 * place. Where `width` reaches the rows of S, the basis is all of space and nothing is lost.
 */
export function findBasis(
  operator: GramOperator,
  width: number,
  steps: number,
  seed: number,
): { readonly basis: Panels; readonly spare: Panels } {
  const { rows } = operator.short;
  const basis = makePanels(rows, Math.min(width, rows));
  const spare = makePanels(rows, basis.columns);
  if (width >= rows) {
    for (let at = 0; at < rows; at++) basis.data[((at >> 3) * rows + at) * 8 + (at & 7)] = 1;
    return { basis, spare };
  }
  startRandomly(operator, spare, seed);
  orthonormalise(spare, basis);
  for (let step = 1; step < steps; step++) {
    applyGram(operator, basis, spare);
    orthonormalise(spare, basis);
  }
  if (steps === 0) return { basis, spare };
  const { values, mix } = findRitz(operator, basis, spare);
  const largest = values[0] ?? 0;
  const bound = values.at(-1) ?? 0;
  if (bound <= negligible * largest) return { basis, spare };
  // Sorted by strength, columns keep to their own directions however much the strongest grow.
  mixColumns(basis, mix, spare, false);
  filterColumns(operator, spare, basis, { bound, largest, degree });
  orthonormalise(basis, spare);
  return { basis: spare, spare: basis };
}

function startRandomly({ short, between }: GramOperator, to: Panels, seed: number): void {
  const random = seededNumbers(seed);
  const step = to.rows * panelWidth;
  for (let start = 0; start < to.data.length; start += step) {
    for (let at = 0; at < between.length; at++) between[at] = random();
    multiplySparse(short, between, 0, to.data, start);
  }
}
