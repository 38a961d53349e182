/** Mean and deviation of numbers: what makes parts of a score comparable. Pure. */

export interface Spread {
  readonly mean: number;
  /** 0 where all numbers are alike, to rounding. */
  readonly deviation: number;
}

/** Papers' rows are of single precision: sums over them that should be alike differ by some 1e-7 of their size. */
const rounding = 1e-6;

export function spreadOf(values: Float64Array): Spread {
  const count = Math.max(1, values.length);
  let mean = 0;
  for (const value of values) mean += value / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2 / count;
  const deviation = Math.sqrt(squares);
  return { mean, deviation: deviation > rounding * Math.max(1, Math.abs(mean)) ? deviation : 0 };
}
