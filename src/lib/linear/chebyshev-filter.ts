/** Makes columns richer in strong directions by a polynomial that is small for weak ones and grows steeply beyond. */
import { applyToPanel, type GramOperator } from './gram-operator.ts';
import { type Panels, panelWidth } from './panels.ts';

/** More growth than this would leave nothing of the weaker directions but rounding errors of the strongest. */
const mostGrowth = 1e9;

/**
 * Writes T(2M/bound − 1) · from to `to`, with T the Chebyshev polynomial of the highest degree up
 * to `degree` that grows the `largest` eigenvalue by no more than rounding allows (at least 1).
 * Eigenvalues below `bound` stay within ±1; just above it, degree d does the work of about d²
 * powers of M, for d products.
 */
export function filterColumns(
  operator: GramOperator,
  from: Panels,
  to: Panels,
  { bound, largest, degree }: { bound: number; largest: number; degree: number },
): void {
  const growth = Math.acosh(Math.max(1, (2 * largest) / bound - 1));
  const steps = Math.max(1, Math.min(degree, Math.floor(Math.acosh(mostGrowth) / growth)));
  const size = from.rows * panelWidth;
  let before = new Float64Array(size);
  let now = new Float64Array(size);
  let next = new Float64Array(size);
  for (let start = 0; start < from.data.length; start += size) {
    now.set(from.data.subarray(start, start + size));
    for (let step = 0; step < steps; step++) {
      applyToPanel(operator, now, 0, next, 0);
      const factor = (step === 0 ? 2 : 4) / bound;
      const [self, last] = step === 0 ? [1, 0] : [2, 1];
      for (let at = 0; at < size; at++)
        next[at] = factor * next[at]! - self * now[at]! - last * before[at]!;
      [before, now, next] = [now, next, before];
    }
    to.data.set(now, start);
  }
}
