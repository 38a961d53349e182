/** Vectors for 10,000 abstracts, learned in a worker: seconds, megabytes, and how long the program stood still meanwhile. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SparseRows } from '../../src/lib/linear/sparse-rows.ts';
import { randomNumbers } from './generate.ts';
import type { BenchResult } from './main.ts';
import type { Decomposed } from './vectors-worker.ts';

/** As large as a real archive was: papers, terms, and different terms of a paper. */
const shape = { rows: 9_877, columns: 20_000, perRow: 113 } as const;

const tick = 5;

export async function benchVectors(): Promise<BenchResult[]> {
  // A worker does not inherit the loader that lets the main thread import TypeScript.
  const entry = JSON.stringify(new URL('./vectors-worker.ts', import.meta.url).href);
  const worker = new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); })`,
    { eval: true },
  );
  await once(worker, 'message');
  const matrix = generateWeights();
  const { starts, columnsOf, values } = matrix;
  const entries = values.length;
  const before = process.memoryUsage.rss();
  let most = before;
  let longest = 0;
  let last = performance.now();
  const ticker = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    most = Math.max(most, process.memoryUsage.rss());
  }, tick);
  worker.postMessage(matrix, [starts.buffer, columnsOf.buffer, values.buffer]);
  const [answer] = (await once(worker, 'message')) as [Decomposed];
  clearInterval(ticker);
  await worker.terminate();

  const what = `${answer.rank} vectors of ${shape.rows} × ${shape.columns} weights, ${entries} not zero`;
  return [
    {
      name: `${what}: seconds in a worker`,
      ratio: answer.seconds,
      limit: { kind: 'at most', value: 20 },
      detail: `${answer.seconds.toFixed(1)} s (${answer.cpuSeconds.toFixed(1)} s of processor); the main thread's longest gap between ticks of ${tick} ms was ${longest.toFixed(0)} ms`,
    },
    {
      name: 'the same: megabytes above the matrix',
      ratio: (most - before) / 2 ** 20,
      limit: { kind: 'at most', value: 250 },
      detail: `resident memory from ${(before / 2 ** 20).toFixed(0)} to at most ${(most / 2 ** 20).toFixed(0)} MB`,
    },
  ];
}

/** Rows of length 1 with terms by Zipf's law, a third of them from the row's own subject, rare terms weighing more. */
function generateWeights() {
  const { rows, columns, perRow } = shape;
  const random = randomNumbers(1);
  const starts = new Int32Array(rows + 1);
  const columnsOf = new Int32Array(rows * perRow);
  const values = new Float32Array(rows * perRow);
  for (let row = 0; row < rows; row++) {
    const subject = Math.floor(random() * 150);
    const terms = new Set<number>();
    while (terms.size < perRow) {
      const term = Math.floor(columns ** random()) - 1;
      terms.add(random() < 1 / 3 ? (term * 150 + subject) % columns : term);
    }
    const sorted = Array.from(terms).sort((a, b) => a - b);
    const weights = sorted.map((term) => (1 + Math.log1p(2 * random())) * Math.log(term + 3));
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    columnsOf.set(sorted, row * perRow);
    values.set(
      weights.map((weight) => weight / length),
      row * perRow,
    );
    starts[row + 1] = (row + 1) * perRow;
  }
  return { rows, columns, starts, columnsOf, values } satisfies SparseRows;
}
