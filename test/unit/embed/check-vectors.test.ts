/** Vectors are brought to length 1, whatever their size, and those that say nothing are refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVectors, unitVector } from '../../../src/embed/check-vectors.ts';

const single = (value: number) => Math.fround(value);

describe('a vector', () => {
  it('has length 1 afterwards and its direction, be its numbers tiny or huge', () => {
    const numbers = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 });

    fc.assert(
      fc.property(numbers, (vector) => {
        fc.pre(vector.some((value) => value !== 0));

        const unit = unitVector(vector);

        const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const at = vector.findIndex((value) => Math.abs(value) === largest);
        expect(Math.hypot(...(unit ?? []))).toBeCloseTo(1, 5);
        expect(Math.sign(unit?.[at] ?? 0)).toBe(Math.sign(vector[at] ?? 0));
      }),
    );
  });

  it.each([
    [[]],
    [[0, -0, 0]],
    [[1, Number.NaN, 2]],
    [[Number.NaN]],
    [[1, Number.POSITIVE_INFINITY]],
  ])('of %j is refused', (numbers) => {
    expect(unitVector(Float32Array.from(numbers))).toBeNull();
  });

  it('is not changed itself', () => {
    const vector = Float32Array.from([3, 4]);

    expect(unitVector(vector)).toEqual(Float32Array.from([single(0.6), single(0.8)]));
    expect(vector).toEqual(Float32Array.from([3, 4]));
  });
});

describe('an answer', () => {
  it('to nothing may be empty', () => {
    expect(readVectors([], 0)).toEqual([]);
  });

  it('with a vector that is longer than any model makes is refused', () => {
    expect(() => readVectors([new Float32Array(65_537)], 1)).toThrow('have 65537 numbers');
  });
});
