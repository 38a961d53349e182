/** A sparse matrix by rows, as term weights of papers are, and its transpose. */

/**
 * Row `i` holds the entries `starts[i]` to `starts[i + 1] - 1`: column numbers in `columnsOf`,
 * their values beside them. The order within a row does not matter.
 */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 numbers, from 0 to the number of entries. */
  readonly starts: Int32Array;
  readonly columnsOf: Int32Array;
  readonly values: Float32Array;
}

/** The same entries by columns; those of a column in the order of their rows. */
export function transposeRows(matrix: SparseRows): SparseRows {
  const { rows, columns, starts, columnsOf, values } = matrix;
  const entries = starts[rows] ?? 0;
  const startsOut = new Int32Array(columns + 1);
  for (let at = 0; at < entries; at++) {
    const column = columnsOf[at]!;
    startsOut[column + 1] = startsOut[column + 1]! + 1;
  }
  for (let column = 0; column < columns; column++)
    startsOut[column + 1] = startsOut[column + 1]! + startsOut[column]!;

  const next = startsOut.slice(0, columns);
  const columnsOut = new Int32Array(entries);
  const valuesOut = new Float32Array(entries);
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1]!;
    for (let at = starts[row]!; at < end; at++) {
      const column = columnsOf[at]!;
      const to = next[column]!;
      next[column] = to + 1;
      columnsOut[to] = row;
      valuesOut[to] = values[at]!;
    }
  }
  return {
    rows: columns,
    columns: rows,
    starts: startsOut,
    columnsOf: columnsOut,
    values: valuesOut,
  };
}
