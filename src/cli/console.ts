/** The command line's two channels: results on standard output, everything else on standard error. */

import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { PaperboyError } from '../lib/errors.ts';

export interface Verbosity {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export class Console {
  readonly #verbosity: Verbosity;
  warnings = 0;

  constructor(verbosity: Verbosity) {
    this.#verbosity = verbosity;
  }

  /** The result. Waits until it is written, so that a slow pipe loses nothing. */
  async result(text: string | Uint8Array): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  /** Something to know that is not the result; silent with --quiet. */
  note(text: string): void {
    if (!this.#verbosity.quiet) process.stderr.write(`${text}\n`);
  }

  /** Something that went wrong without stopping the work; shown even with --quiet. */
  warn(text: string): void {
    this.warnings++;
    process.stderr.write(`warning: ${text}\n`);
  }

  /** Only with --verbose. */
  detail(text: string): void {
    if (this.#verbosity.verbose) process.stderr.write(`${text}\n`);
  }
}

/**
 * Writes a file whole or not at all: to a name beside it first, then renamed. Links are followed, the mode of an
 * existing file is kept, and what is no file (a device, a pipe) is written to as it is.
 * @throws PaperboyError OUTPUT_FAILED
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const before = await statIfThere(path);
    if (before === null) await replaceFile(path, content, undefined);
    else if (before.isFile()) await replaceFile(await realpath(path), content, before.mode);
    else await writeFile(path, content);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PaperboyError('OUTPUT_FAILED', `${path} cannot be written (${code})`, {
      hint:
        code === 'EISDIR'
          ? 'It is a folder: name a file in it.'
          : 'Does the folder exist, may you write there, and is there room?',
      cause: error,
    });
  }
}

async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode: number | undefined,
): Promise<void> {
  const beside = `${path}.${process.pid}.partial`;
  try {
    await writeFile(beside, content);
    if (mode !== undefined) await chmod(beside, mode & 0o7777);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
