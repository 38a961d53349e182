/** The worker of the vectors bench: says when it is ready, then decomposes the matrix it is sent and answers with its seconds. */
import { parentPort } from 'node:worker_threads';
import type { SparseRows } from '../../src/lib/linear/sparse-rows.ts';
import { truncatedSvd } from '../../src/lib/linear/truncated-svd.ts';

/** `cpuSeconds` is of the whole process, its other threads included. */
export interface Decomposed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rank: number;
}

parentPort?.once('message', (matrix: SparseRows) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { rank } = truncatedSvd(matrix, 200);
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  parentPort?.postMessage({
    ...{ seconds, rank, cpuSeconds: (user + system) / 1e6 },
  } satisfies Decomposed);
});
parentPort?.postMessage('ready');
