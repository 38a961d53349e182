/** Files that appear whole or not at all: written beside their place first, then renamed. */
import type { Stats } from 'node:fs';
import { open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PaperboyError } from './errors.ts';

/**
 * Writes a file whole or not at all. Links are followed, the mode of an existing file is kept, and what is no file (a
 * device, a pipe) is written to as it is. A new file gets `mode`, unless not given.
 * @throws PaperboyError OUTPUT_FAILED, naming the file.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  mode: number | null = null,
): Promise<void> {
  try {
    const before = await statIfThere(path);
    if (before === null) await replaceFile(path, content, mode);
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
  mode: number | null,
): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  try {
    const file = await open(beside, 'w', mode ?? 0o666);
    try {
      await file.writeFile(content);
      if (mode !== null) await file.chmod(mode & 0o7777);
      // Without this a power failure could leave the new name with nothing behind it.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
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

/** True where the file is missing or says something else. */
export async function differs(path: string, content: string): Promise<boolean> {
  try {
    return !(await readFile(path)).equals(Buffer.from(content));
  } catch {
    return true;
  }
}

/** Removes what writers that were killed have left in `folder`. Only for one that nobody else writes to meanwhile. */
export async function removePartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^\..*\.partial$/.test(name)) await rm(join(folder, name), { force: true });
  }
}
