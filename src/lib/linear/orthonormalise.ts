/** Orthonormal columns that span what given columns span, by Cholesky factors of their inner products. */
import { factorCholesky } from './cholesky.ts';
import { innerProducts } from './inner-products.ts';
import { mixColumns } from './mix-columns.ts';
import type { Panels } from './panels.ts';

/** A column of which no larger share is its own (as squares) is taken for a sum of the columns before it. */
const dependent = 1e-12;

/** With a smaller share than this, rounding leaves columns more than about 1e-7 from orthogonal: once more, then. */
const doubtful = 1e-8;

/**
 * Writes to `to` an orthonormal basis of the columns of `from`, in the same places; columns that
 * depend on those before them become zero. Reads each column about twice, where Gram and
 * Schmidt's way would read it once for every other column. `from` may be overwritten.
 */
export function orthonormalise(from: Panels, to: Panels): void {
  const { inverse, least } = factorCholesky(innerProducts(from, from), from.columns, dependent);
  mixColumns(from, inverse, to, true);
  if (least >= doubtful) return;
  const again = factorCholesky(innerProducts(to, to), to.columns, dependent);
  mixColumns(to, again.inverse, from, true);
  to.data.set(from.data);
}
