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
