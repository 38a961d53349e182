/** The dot product of two stretches of numbers, four sums at a time: additions that wait for each other are what takes long. */
export function dotProduct(
  one: Float32Array,
  fromOne: number,
  two: Float32Array,
  fromTwo: number,
  size: number,
): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = size - (size % 4);
  for (let j = 0; j < whole; j += 4) {
    a += one[fromOne + j]! * two[fromTwo + j]!;
    b += one[fromOne + j + 1]! * two[fromTwo + j + 1]!;
    c += one[fromOne + j + 2]! * two[fromTwo + j + 2]!;
    d += one[fromOne + j + 3]! * two[fromTwo + j + 3]!;
  }
  for (let j = whole; j < size; j++) a += one[fromOne + j]! * two[fromTwo + j]!;
  return a + b + (c + d);
}

/**
 * The dot products of the row of `rows` that begins at `from` with the first `count` rows of it, `size` numbers each,
 * written to `out`: four rows at a time, so that a number is read once for four products.
 */
export function dotProducts(
  rows: Float32Array,
  from: number,
  count: number,
  size: number,
  out: Float64Array,
): void {
  const whole = count - (count % 4);
  for (let row = 0; row < whole; row += 4) {
    const [e, f, g, h] = [row * size, (row + 1) * size, (row + 2) * size, (row + 3) * size];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let j = 0; j < size; j++) {
      const value = rows[from + j]!;
      a += value * rows[e + j]!;
      b += value * rows[f + j]!;
      c += value * rows[g + j]!;
      d += value * rows[h + j]!;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
  for (let row = whole; row < count; row++)
    out[row] = dotProduct(rows, from, rows, row * size, size);
}
