/** The linear SVM of the baselines: squared hinge, L2 with the bias regularised, classes balanced. */
import type { Matrix } from './sparse.ts';

export interface Svm {
  readonly weights: Float64Array;
  readonly bias: number;
}

const memory = 10;
const mostSteps = 300;

/**
 * The minimum of ½|w|² + ½b² + Σ c·max(0, 1 − y(w·x + b))² over `rows`, where `positive` names the rows with y = 1 and
 * each class weighs as much as the other. L-BFGS; along a direction the function is solved exactly, as it is piecewise
 * quadratic and one product gives all its values. It ends when a step lowers the value by less than `tolerance` of it;
 * the default is about where the reference ends, and a few of its near-ties hang on that.
 */
export function trainSvm(
  matrix: Matrix,
  rows: readonly number[],
  positive: ReadonlySet<number>,
  c = 0.01,
  tolerance = 1e-8,
): Svm {
  const size = matrix.columns + 1;
  const signs = Float64Array.from(rows, (row) => (positive.has(row) ? 1 : -1));
  const ones = signs.filter((sign) => sign > 0).length;
  const costs = signs.map(
    (sign) => (c * rows.length) / (2 * (sign > 0 ? ones : rows.length - ones)),
  );
  const point = new Float64Array(size);
  let margins = new Float64Array(rows.length);
  let gradient = slope(matrix, rows, signs, costs, point, margins);
  let value = valueAt(signs, costs, point, margins);
  const pairs: { step: Float64Array; turn: Float64Array; over: number }[] = [];
  for (let round = 0; round < mostSteps; round += 1) {
    const direction = descend(gradient, pairs);
    const along = products(matrix, rows, direction);
    const length = bestLength(signs, costs, point, direction, margins, along);
    const step = direction.map((part) => part * length);
    for (let at = 0; at < size; at += 1) point[at]! += step[at]!;
    margins = margins.map((margin, at) => margin + length * along[at]!);
    const after = slope(matrix, rows, signs, costs, point, margins);
    const turn = after.map((part, at) => part - gradient[at]!);
    const curve = dot(step, turn);
    if (curve > 0) pairs.push({ step, turn, over: 1 / curve });
    if (pairs.length > memory) pairs.shift();
    gradient = after;
    const before = value;
    value = valueAt(signs, costs, point, margins);
    const steepest = gradient.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    if (steepest < 1e-7 || before - value <= tolerance * Math.max(1, Math.abs(value))) break;
  }
  return { weights: point.subarray(0, size - 1), bias: point[size - 1]! };
}

/** w·x + b of every row of the matrix. */
export function scoreSvm(matrix: Matrix, { weights, bias }: Svm): Float64Array {
  const all = Array.from({ length: matrix.rows }, (_, row) => row);
  return products(matrix, all, Float64Array.from([...weights, bias]));
}

function products(matrix: Matrix, rows: readonly number[], vector: Float64Array): Float64Array {
  const { start, column, value } = matrix;
  const bias = vector[matrix.columns]!;
  const out = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    const end = start[row + 1]!;
    let sum = bias;
    for (let i = start[row]!; i < end; i += 1) sum += value[i]! * vector[column[i]!]!;
    out[at] = sum;
  }
  return out;
}

function slope(
  matrix: Matrix,
  rows: readonly number[],
  signs: Float64Array,
  costs: Float64Array,
  point: Float64Array,
  margins: Float64Array,
): Float64Array {
  const { start, column, value } = matrix;
  const out = point.slice();
  for (let at = 0; at < rows.length; at += 1) {
    const missing = 1 - signs[at]! * margins[at]!;
    if (missing <= 0) continue;
    const pull = -2 * costs[at]! * missing * signs[at]!;
    const row = rows[at]!;
    const end = start[row + 1]!;
    for (let i = start[row]!; i < end; i += 1) out[column[i]!]! += pull * value[i]!;
    out[matrix.columns]! += pull;
  }
  return out;
}

function valueAt(
  signs: Float64Array,
  costs: Float64Array,
  point: Float64Array,
  margins: Float64Array,
): number {
  let sum = dot(point, point) / 2;
  for (let at = 0; at < signs.length; at += 1) {
    sum += costs[at]! * Math.max(0, 1 - signs[at]! * margins[at]!) ** 2;
  }
  return sum;
}

/** The two-loop recursion: the gradient turned by what the last steps told about the curvature. */
function descend(
  gradient: Float64Array,
  pairs: readonly { step: Float64Array; turn: Float64Array; over: number }[],
): Float64Array {
  const out = gradient.map((part) => -part);
  const shares: number[] = [];
  for (const { step, turn, over } of [...pairs].reverse()) {
    const share = over * dot(step, out);
    shares.push(share);
    for (let at = 0; at < out.length; at += 1) out[at]! -= share * turn[at]!;
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.over * dot(last.turn, last.turn));
    for (let at = 0; at < out.length; at += 1) out[at]! *= scale;
  }
  for (const { step, turn, over } of pairs) {
    const share = shares.pop()! - over * dot(turn, out);
    for (let at = 0; at < out.length; at += 1) out[at]! += share * step[at]!;
  }
  return out;
}

/** How far to go along a direction: Newton's method kept between a place that falls and one that rises. */
function bestLength(
  signs: Float64Array,
  costs: Float64Array,
  point: Float64Array,
  direction: Float64Array,
  margins: Float64Array,
  along: Float64Array,
): number {
  const across = dot(point, direction);
  const square = dot(direction, direction);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let length = 1;
  for (let round = 0; round < 30; round += 1) {
    let first = across + length * square;
    let second = square;
    for (let at = 0; at < signs.length; at += 1) {
      const missing = 1 - signs[at]! * (margins[at]! + length * along[at]!);
      if (missing <= 0) continue;
      first -= 2 * costs[at]! * missing * signs[at]! * along[at]!;
      second += 2 * costs[at]! * along[at]! ** 2;
    }
    if (first < 0) low = length;
    else high = length;
    const next = length - first / second;
    const inside = next > low && next < high;
    const to = inside ? next : high === Number.POSITIVE_INFINITY ? 2 * length : (low + high) / 2;
    if (Math.abs(to - length) < 1e-9 * Math.max(1, length)) return to;
    length = to;
  }
  return length;
}

function dot(one: Float64Array, two: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * two[at]!;
  return sum;
}
