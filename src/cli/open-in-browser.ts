/** Opens a page in whatever the system opens pages with. */
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PaperboyError } from '../lib/errors.ts';
import { writeWhole } from '../lib/whole-file.ts';

const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Writes the page (to `path`, else to a temporary file) and opens it; returns where it is. */
export async function openInBrowser(
  page: string | Uint8Array,
  path: string | undefined,
): Promise<string> {
  const named = path !== undefined && path !== '-';
  const file = named
    ? resolve(path)
    : join(await mkdtemp(join(tmpdir(), 'paperboy-')), 'digest.html');
  await writeWhole(file, page);
  const [program, ...words] = openers[process.platform] ?? ['xdg-open'];
  await new Promise<void>((done, fail) => {
    const child = spawn(program as string, [...words, file], { stdio: 'ignore', detached: true });
    child.once('error', (error) =>
      fail(
        new PaperboyError('OUTPUT_FAILED', `no browser could be opened (${program} is missing)`, {
          hint: `The page is here: ${file}`,
          cause: error,
        }),
      ),
    );
    child.once('spawn', () => {
      child.unref();
      done();
    });
  });
  return file;
}
