/** Three writers and a reader, each a process of its own, on one store at once. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
const run = promisify(execFile);

export interface WorkDone {
  readonly rounds: number;
  readonly papers: number;
}

/** What each did; rejects with the output of a process that failed. */
export async function stressStore(
  path: string,
  seconds: number,
): Promise<{ writers: WorkDone[]; reader: WorkDone }> {
  const work = async (role: string, name: string): Promise<WorkDone> => {
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', 'tsx', worker, path, role, name, String(seconds)],
      { cwd: root },
    );
    if (stderr !== '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const [reader, ...writers] = await Promise.all([
    work('reader', 'r'),
    work('writer', 'w1'),
    work('writer', 'w2'),
    work('writer', 'w3'),
  ]);
  return { writers, reader };
}
