/** A tall dense matrix kept in panels of eight columns, so that a gathered row is one cache line. */

/** Columns of a panel. The kernels beside this file are written out for eight: it is no setting. */
export const panelWidth = 8;

/**
 * `columns` is a multiple of eight; the number in row `i` and column `j` stands at
 * `(j >> 3) * rows * 8 + i * 8 + (j & 7)`.
 */
export interface Panels {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix of at least `columns` columns, rounded up to whole panels; zeros, unless it may use `data` of a wider one. */
export function makePanels(rows: number, columns: number, data?: Float64Array): Panels {
  const whole = Math.ceil(columns / panelWidth) * panelWidth;
  return { rows, columns: whole, data: data ?? new Float64Array(rows * whole) };
}
