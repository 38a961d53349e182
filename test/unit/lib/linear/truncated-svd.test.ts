/** The strongest directions of sparse matrices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNumbers } from '../../../../src/lib/linear/seeded-numbers.ts';
import { type SvdOptions, truncatedSvd } from '../../../../src/lib/linear/truncated-svd.ts';
import {
  columnsOf,
  type Dense,
  dot,
  errorOfOrthonormal,
  jacobiSingularValues,
  productOfRows,
  randomDense,
  toSparse,
  transposed,
} from './matrices.ts';

const decompose = (dense: Dense, rank: number, options?: SvdOptions) => {
  const { v, singular, rank: found } = truncatedSvd(toSparse(dense), rank, options);
  return { vectors: columnsOf(v, found), singular: [...singular], rank: found };
};

/** ‖A·V‖²: how much of a matrix stands in the directions found. */
const energyOf = (dense: Dense, vectors: Dense) =>
  productOfRows(dense, vectors)
    .flat()
    .reduce((sum, value) => sum + value * value, 0);

const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);

/** Random rows in a random frame, with these singular values. */
const withSingularValues = (rows: number, columns: number, values: readonly number[]) => {
  const frame = (length: number, seed: number) => {
    const made: number[][] = [];
    for (const row of randomDense(values.length, length, 1, seed)) {
      let rest = row;
      for (const other of [...made, ...made]) {
        const part = dot(rest, other);
        rest = rest.map((value, at) => value - part * other[at]!);
      }
      made.push(rest.map((value) => value / Math.sqrt(dot(rest, rest))));
    }
    return made;
  };
  const [left, right] = [frame(rows, 11), frame(columns, 12)];
  const stretched = left.map((vector, at) => vector.map((value) => value * values[at]!));
  return productOfRows(transposed(stretched), transposed(right));
};

describe('a matrix that is known', () => {
  it('gives its directions and their strengths, the largest component positive', () => {
    const { vectors, singular } = decompose(
      [
        [3, 0, 0, 0],
        [0, 0, -5, 0],
        [0, 1, 0, 0],
      ],
      2,
    );

    expect(singular[0]).toBeCloseTo(5, 12);
    expect(singular[1]).toBeCloseTo(3, 12);
    expect(vectors).toEqual([
      [0, 0, 1, 0],
      [1, 0, 0, 0],
    ]);
  });

  it('lets the first of equally large components be positive', () => {
    const { vectors } = decompose([[-1, 1, -1]], 1);

    expect(vectors[0]!.map(Math.sign)).toEqual([1, -1, 1]);
  });

  it.each([
    ['wide', 40, 70],
    ['tall', 70, 40],
  ])('finds the strongest of falling strengths, %s', (_, rows, columns) => {
    const values = Array.from({ length: 40 }, (_, at) => 10 * 0.7 ** at);
    const dense = withSingularValues(rows, columns, values);

    const { vectors, singular } = decompose(dense, 8, { extra: 6 });

    for (const [at, value] of singular.entries()) expect(value / values[at]!).toBeCloseTo(1, 6);
    expect(errorOfOrthonormal(vectors)).toBeLessThan(1e-6);
    expect(energyOf(dense, vectors) / squares(singular)).toBeCloseTo(1, 6);
  });

  it('finds weak directions beside one that is ten thousand times stronger', () => {
    const values = [1e4, ...Array.from({ length: 39 }, (_, at) => 2 * 0.8 ** at)];
    const dense = withSingularValues(60, 50, values);

    const { singular } = decompose(dense, 6, { extra: 10 });

    for (const [at, value] of singular.entries()) expect(value / values[at]!).toBeCloseTo(1, 3);
  });
});

describe('against a decomposition of the whole', () => {
  it.each([
    [60, 90, 10],
    [90, 60, 10],
    [30, 200, 25],
    [150, 40, 40],
    [9, 7, 3],
  ])(
    'captures what can be captured of %i × %i random numbers in %i directions',
    (rows, columns, rank) => {
      const dense = randomDense(rows, columns, 0.2, rows);
      const best = jacobiSingularValues(rows < columns ? transposed(dense) : dense).slice(0, rank);

      const { vectors, singular, rank: found } = decompose(dense, rank);

      expect(found).toBe(rank);
      expect(errorOfOrthonormal(vectors)).toBeLessThan(1e-4);
      expect(energyOf(dense, vectors) / squares(best)).toBeGreaterThan(0.995);
      expect(squares(singular) / squares(best)).toBeLessThan(1 + 1e-6);
    },
  );

  it('comes closer with every step', () => {
    const dense = randomDense(120, 160, 0.2, 4);
    const energy = [0, 1, 2, 4].map((powers) =>
      squares(decompose(dense, 10, { extra: 4, powers }).singular),
    );

    expect(energy).toEqual([...energy].sort((a, b) => a - b));
    expect(energy[3]! / energy[0]!).toBeGreaterThan(1.2);
  });

  it('does far better with its last step than a plain power would', () => {
    const values = Array.from({ length: 150 }, (_, at) => 1 / (1 + 0.02 * at));
    const dense = withSingularValues(150, 150, values);

    const { singular } = decompose(dense, 12, { extra: 20 });

    expect(squares(singular) / squares(values.slice(0, 12))).toBeGreaterThan(0.9995);
  });

  it('loses no weak direction to a strong one in its last step', () => {
    const values = [8, ...Array.from({ length: 149 }, (_, at) => 1 / (1 + 0.02 * at))];
    const dense = withSingularValues(150, 150, values);

    const { singular } = decompose(dense, 12, { extra: 20, powers: 1 });

    expect(squares(singular.slice(1)) / squares(values.slice(1, 12))).toBeGreaterThan(0.98);
  });
});

describe('the same input', () => {
  it('gives the same bytes', () => {
    const matrix = toSparse(randomDense(80, 120, 0.1, 7));

    const [one, two] = [truncatedSvd(matrix, 12), truncatedSvd(matrix, 12)];

    expect(Buffer.from(one.v.buffer).equals(Buffer.from(two.v.buffer))).toBe(true);
    expect(one.singular).toEqual(two.singular);
  });

  it('is followed from another beginning with another seed, to nearly the same end', () => {
    const matrix = toSparse(randomDense(80, 120, 0.1, 7));

    const [one, two] = [1, 2].map((seed) => truncatedSvd(matrix, 5, { seed, powers: 8 }));

    expect(one!.singular).not.toEqual(two!.singular);
    for (const [at, value] of one!.v.entries()) expect(value).toBeCloseTo(two!.v[at]!, 2);
  });
});

describe('odd shapes', () => {
  it.each([
    ['no rows', [], 5],
    ['no columns', [[], [], []], 0],
    [
      'only zeros',
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      2,
    ],
  ])('has no directions in a matrix with %s', (_, dense: number[][], columns) => {
    const { v, singular, rank } = truncatedSvd(toSparse(dense, columns), 4);

    expect([v.length, singular.length, rank]).toEqual([0, 0, 0]);
  });

  it('has none when none are asked for', () => {
    expect(truncatedSvd(toSparse([[1, 2]]), 0)).toMatchObject({ rank: 0, v: new Float32Array(0) });
  });

  it('has one direction in one row, and in many that are equal', () => {
    const row = [0, 3, 0, 4];

    const [one, many] = [decompose([row], 3), decompose(Array(50).fill(row), 3, { extra: 5 })];

    expect(one.singular[0]).toBeCloseTo(5, 12);
    expect(many.singular[0]).toBeCloseTo(5 * Math.sqrt(50), 10);
    for (const { rank, vectors } of [one, many]) {
      expect(rank).toBe(1);
      for (const [at, value] of [0, 0.6, 0, 0.8].entries())
        expect(vectors[0]![at]).toBeCloseTo(value, 6);
    }
  });

  it('finds as many directions as there are, also where more are followed', () => {
    const dense = withSingularValues(120, 90, [5, 4, 3, 2, 1]);

    const { rank, singular } = decompose(dense, 12, { extra: 8 });

    expect(rank).toBe(5);
    for (const [at, value] of [5, 4, 3, 2, 1].entries()) expect(singular[at]).toBeCloseTo(value, 5);
  });

  it('is never not a number, always orthonormal, never more than the matrix holds', () => {
    const rowOf = (columns: number) =>
      fc.oneof(
        fc.constant(Array<number>(columns).fill(0)),
        fc.array(fc.constantFrom(0, 0, 0, 1, -1, 0.5, 1e-3, 1e4), {
          minLength: columns,
          maxLength: columns,
        }),
      );
    const matrices = fc
      .integer({ min: 1, max: 40 })
      .chain((columns) => fc.array(rowOf(columns), { minLength: 1, maxLength: 40 }));
    fc.assert(
      fc.property(
        matrices,
        fc.integer({ min: 1, max: 45 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 4 }),
        (dense, rank, extra, powers) => {
          const made = decompose(dense, rank, { extra, powers });

          expect(made.rank).toBeLessThanOrEqual(Math.min(rank, dense.length, dense[0]!.length));
          expect(made.singular).toHaveLength(made.rank);
          expect([...made.singular, ...made.vectors.flat()].every(Number.isFinite)).toBe(true);
          expect(errorOfOrthonormal(made.vectors)).toBeLessThan(1e-4);
          const whole = squares(dense.flat());
          const energy = energyOf(dense, made.vectors);
          expect(energy).toBeLessThanOrEqual(whole * (1 + 1e-5));
          expect(Math.abs(energy - squares(made.singular))).toBeLessThanOrEqual(1e-5 * whole);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each([1e-30, 1e30])('bears numbers around %d', (scale) => {
    const random = seededNumbers(3);
    const dense = Array.from({ length: 40 }, () =>
      Array.from({ length: 30 }, () => Math.fround(scale * random())),
    );
    const best = jacobiSingularValues(dense.map((row) => row.map((value) => value / scale)));

    const { singular } = decompose(dense, 4, { extra: 8 });

    for (const [at, value] of singular.entries())
      expect(value / scale / best[at]!).toBeCloseTo(1, 2);
  });

  it('refuses what is not a number and what is no count', () => {
    expect(() => truncatedSvd(toSparse([[1, Number.NaN]]), 1)).toThrow(RangeError);
    expect(() => truncatedSvd(toSparse([[Number.POSITIVE_INFINITY]]), 1)).toThrow(RangeError);
    expect(() => truncatedSvd(toSparse([[1]]), -1)).toThrow('rank');
    expect(() => truncatedSvd(toSparse([[1]]), 1, { extra: 0.5 })).toThrow('extra');
    expect(() => truncatedSvd(toSparse([[1]]), 1, { powers: Number.NaN })).toThrow('powers');
  });
});
