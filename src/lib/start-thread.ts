/** Starts a thread that runs one of our modules, built or from its source. */
import { Worker } from 'node:worker_threads';

/**
 * @param module the module's path in src/ or dist/, without its ending
 * @param workerData what it is told at its start
 */
export function startThread(module: string, workerData?: unknown): Worker {
  const place = (ending: string) => new URL(`../${module}.${ending}`, import.meta.url);
  // A thread does not inherit the loader by which the program runs from its source.
  if (!import.meta.url.endsWith('.ts')) return new Worker(place('js'), { workerData });
  const entry = JSON.stringify(place('ts').href);
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(start, { workerData, eval: true });
}
