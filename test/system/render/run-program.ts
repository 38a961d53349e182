/** Runs a Debian program in a test, and says so where the program is missing. */
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends the test as not run when `program` is not installed; the message names it. */
export function needProgram(context: TestContext, program: string): void {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  if (error === undefined) return;
  process.stderr.write(`not run, because ${program} is not installed: ${context.task.name}\n`);
  context.skip(`${program} is not installed`);
}

export function runProgram(
  program: string,
  args: readonly string[],
  settings: { input?: string | Buffer; home?: string } = {},
): ProgramResult {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    ...(settings.input === undefined ? {} : { input: settings.input }),
    env: { ...process.env, ...(settings.home === undefined ? {} : { HOME: settings.home }) },
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}
