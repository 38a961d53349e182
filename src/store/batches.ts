/** Cuts long lists into pieces that fit into one statement. */

/** `items` in pieces of at most `size`. */
export function* inBatches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

const listLengths = [1, 8, 64, 512] as const;

/**
 * `values` in pieces for `in (…)`, each filled up with its own first value to one of four lengths: so few different
 * statements arise that all of them stay prepared.
 */
export function* inLists<T>(values: readonly T[]): Generator<readonly T[]> {
  for (const batch of inBatches(values, 512)) {
    const length = listLengths.find((each) => each >= batch.length) ?? batch.length;
    const [first] = batch;
    yield first === undefined
      ? batch
      : [...batch, ...Array.from({ length: length - batch.length }, () => first)];
  }
}
