/** Starts a thread that runs one of our modules, built or from its source. */
import { Worker } from 'node:worker_threads';

/**
 * @param module the module's name beside the one at `from` (`import.meta.url`), without its ending
 * @param workerData what it is told at its start
 */
export function startThread(module: string, from: string, workerData?: unknown): Worker {
  // A thread does not inherit the loader by which the program runs from its source.
  if (!from.endsWith('.ts')) return new Worker(new URL(`${module}.js`, from), { workerData });
  const entry = JSON.stringify(new URL(`${module}.ts`, from).href);
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(start, { workerData, eval: true });
}
