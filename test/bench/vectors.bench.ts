/** Vectors for 10,000 abstracts, learned in a worker: seconds, megabytes, and how long the program stood still meanwhile. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadConfig } from '../../src/config/load-config.ts';
import type { SparseRows } from '../../src/lib/linear/sparse-rows.ts';
import { paperKey } from '../../src/model/paper-id.ts';
import { openAppStore } from '../../src/pipeline/app.ts';
import { archiveFor } from '../../src/pipeline/learned-archive.ts';
import { refreshArchive } from '../../src/pipeline/refresh-archive.ts';
import type { Store } from '../../src/store/store.ts';
import { generateListing, randomNumbers } from './generate.ts';
import type { BenchResult } from './main.ts';
import type { Decomposed } from './vectors-worker.ts';

/** As large as a real archive was: papers, terms, and different terms of a paper. */
const shape = { rows: 9_877, columns: 20_000, perRow: 113 } as const;

const tick = 5;

export async function benchVectors(): Promise<BenchResult[]> {
  return [...(await benchDecomposing()), ...(await benchLearning())];
}

async function benchDecomposing(): Promise<BenchResult[]> {
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
  const watch = watchMainThread();
  worker.postMessage(matrix, [starts.buffer, columnsOf.buffer, values.buffer]);
  const [answer] = (await once(worker, 'message')) as [Decomposed];
  const watched = watch.end();
  await worker.terminate();

  const what = `${answer.rank} vectors of ${shape.rows} × ${shape.columns} weights, ${entries} not zero`;
  return describe(what, 'megabytes above the matrix', answer, watched);
}

const papers = 10_000;

/** From the texts in a store to the archive kept in it, by the very thread that the daily job uses. */
async function benchLearning(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const config = loadConfig({ environment: {}, data: folder });
  const app = { config, now: () => new Date() };
  const store = await openAppStore(app, 'data');
  try {
    await fill(store);
    const watch = watchMainThread();
    const cpu = process.cpuUsage();
    const report = await refreshArchive(app, store);
    const { user, system } = process.cpuUsage(cpu);
    const watched = watch.end();
    if (report?.papers !== papers) throw new Error(report?.notice ?? 'nothing was learned');
    const { n } = (await store.archives.latest()) ?? { n: 0 };
    const size = ((await store.archives.data(n))?.length ?? 0) / 1e6;
    const start = performance.now();
    await archiveFor(app, store);
    const reading = performance.now() - start;
    const seconds = { seconds: report.seconds, cpuSeconds: (user + system) / 1e6 };
    return [
      ...describe(`learning from ${papers} papers`, 'megabytes', seconds, watched),
      {
        name: 'the same: megabytes kept',
        ratio: size,
        limit: { kind: 'at most', value: 35 },
        detail: `read again in ${reading.toFixed(0)} ms`,
      },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(store: Store): Promise<void> {
  const { entries } = generateListing(papers);
  await store.papers.insert(
    entries.map(({ title, abstract, authors, authorCount }, at) => ({
      ...{ title: `${title} ${at}`, abstract, authors, authorCount },
      ...{ key: paperKey(`doi:10.99999/bench.${at}`), ids: [`doi:10.99999/bench.${at}`] as const },
      ...{ organization: null, published: null, categories: [] },
      links: { abstract: null, pdf: null, listing: null, code: null },
    })),
  );
}

interface Watched {
  /** Milliseconds. */
  readonly longest: number;
  /** Resident bytes of the process. */
  readonly before: number;
  readonly most: number;
}

function watchMainThread(): { end(): Watched } {
  const before = process.memoryUsage.rss();
  let most = before;
  let longest = 0;
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    most = Math.max(most, process.memoryUsage.rss());
  };
  const ticker = setInterval(beat, tick);
  return {
    end: () => {
      clearInterval(ticker);
      beat();
      return { longest, before, most };
    },
  };
}

function describe(
  what: string,
  ofMemory: string,
  { seconds, cpuSeconds }: { readonly seconds: number; readonly cpuSeconds: number },
  { longest, before, most }: Watched,
): BenchResult[] {
  const gap = `the main thread's longest gap between ticks of ${tick} ms was ${longest.toFixed(0)} ms`;
  const [from, to] = [before, most].map((bytes) => (bytes / 2 ** 20).toFixed(0));
  return [
    {
      name: `${what}: seconds in a worker`,
      ratio: seconds,
      limit: { kind: 'at most', value: 20 },
      detail: `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor); ${gap}`,
    },
    {
      name: `the same: ${ofMemory}`,
      ratio: (most - before) / 2 ** 20,
      limit: { kind: 'at most', value: 250 },
      detail: `resident memory from ${from} to at most ${to} MB`,
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
