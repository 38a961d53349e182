/** Files that appear whole or not at all: written beside their place first, then renamed. */
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PaperboyError } from './errors.ts';

/** @throws PaperboyError OUTPUT_FAILED, naming the file. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(content);
      // Without this a power failure could leave the new name with nothing behind it.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw new PaperboyError(
      'OUTPUT_FAILED',
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code})`,
      {
        hint: 'Does the folder exist, and may you write there?',
        cause: error,
      },
    );
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
