/** Fair timing: ours and the reference take turns, medians are compared, a ratio is printed. */

export interface Comparison {
  readonly name: string;
  /** Milliseconds. */
  readonly ours: number;
  readonly reference: number;
}

/** Runs both `times` times by turns after unmeasured runs of each (one unless said otherwise); medians in milliseconds. */
export async function compare(
  name: string,
  ours: () => unknown,
  reference: () => unknown,
  times: number,
  warmUp = 1,
): Promise<Comparison> {
  for (let run = 0; run < warmUp; run++) {
    await ours();
    await reference();
  }
  const [one, two]: [number[], number[]] = [[], []];
  for (let run = 0; run < times; run++) {
    one.push(await timeOf(ours));
    two.push(await timeOf(reference));
  }
  return { name, ours: median(one), reference: median(two) };
}

export async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
