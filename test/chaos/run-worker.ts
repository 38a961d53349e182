/** Starts `worker.mjs` on a world and tells how it ended. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { World } from './mail-world.ts';

const script = fileURLToPath(new URL('worker.mjs', import.meta.url));

export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Worker {
  /** Once it has the job lock and the store; also when it ended before. */
  readonly atWork: Promise<void>;
  readonly ended: Promise<WorkerEnd>;
  kill(): void;
}

/** @param before words of a program that runs node, such as strace. */
export function startWorker(
  { folder, environment }: Pick<World, 'folder' | 'environment'>,
  role: 'deliver' | 'prepare' | 'prepareInStep' | 'queue',
  given: Readonly<Record<string, unknown>> = {},
  before: readonly string[] = [],
): Worker {
  const words = [
    ...[...before, process.execPath, script, role],
    JSON.stringify({ data: folder, environment, ...given }),
  ];
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { cwd: folder, env: { PATH: process.env.PATH, TZ: 'UTC' } });
  let [out, err] = ['', ''];
  const ended = new Promise<WorkerEnd>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code, signal, out, err }));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const atWork = new Promise<void>((done) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('at work\n')) done();
    });
    child.once('close', () => done());
  });
  return {
    atWork,
    ended,
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/** The last line of what it said, as JSON. */
export function resultOf<T>({ out, code, signal, err }: WorkerEnd): T {
  const last = out.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`no result: ${code} ${signal} ${out} ${err}`);
  return JSON.parse(last);
}
