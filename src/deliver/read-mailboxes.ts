/** Opens what people name as a mailbox: an mbox file, a single message, a Maildir, a folder of messages, `-`. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PaperboyError } from '../lib/errors.ts';
import { type MailboxMessage, splitMailbox } from './split-mailbox.ts';

/**
 * Every message in `places`, one at a time, in the order of names; of each at most `mostBytes`.
 * @throws PaperboyError INPUT_NOT_FOUND or INPUT_UNREADABLE for a place that cannot be opened.
 */
export async function* readMailboxes(
  places: readonly string[],
  mostBytes: number,
): AsyncGenerator<MailboxMessage> {
  for (const place of places) {
    if (place === '-') {
      yield* splitMailbox(process.stdin, 'stdin', mostBytes);
      continue;
    }
    const files = await explained(place, () => filesOf(place));
    if (files === null) {
      yield* readFile(place, mostBytes);
      continue;
    }
    for (const file of files) {
      try {
        yield* readFile(file, mostBytes);
      } catch (error) {
        // A mail program has moved it meanwhile; the next time it is found at its new place.
        if (!(error instanceof PaperboyError && error.code === 'INPUT_NOT_FOUND')) throw error;
      }
    }
  }
}

async function* readFile(path: string, mostBytes: number): AsyncGenerator<MailboxMessage> {
  const file = await explained(path, () => open(path, 'r'));
  try {
    yield* splitMailbox(file.createReadStream({ autoClose: false }), basename(path), mostBytes);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

/** The files of a folder, those of `new` and `cur` where it is a Maildir; null for what is no folder. */
async function filesOf(place: string): Promise<string[] | null> {
  if (!(await stat(place)).isDirectory()) return null;
  const entries = await readdir(place, { withFileTypes: true });
  const folders = ['cur', 'new'].filter((name) =>
    entries.some((entry) => entry.name === name && entry.isDirectory()),
  );
  const files: string[] = [];
  for (const folder of folders.length === 2 ? folders.map((name) => join(place, name)) : [place]) {
    const inside = await readdir(folder, { withFileTypes: true });
    for (const entry of inside) {
      if (entry.isFile() && !entry.name.startsWith('.')) files.push(join(folder, entry.name));
    }
  }
  return files.sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new PaperboyError('INPUT_NOT_FOUND', `there is no file or folder ${path}`, {
        hint: 'Name an mbox file, a message, a Maildir, or - for standard input.',
        cause: error,
      });
    }
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): PaperboyError {
  const { code } = cause as NodeJS.ErrnoException;
  return new PaperboyError(
    'INPUT_UNREADABLE',
    `${path} cannot be read (${code ?? String(cause)})`,
    {
      hint: 'May the user who runs this read it?',
      cause,
    },
  );
}
