/** One file of the public folder as the server gives it out: only known kinds of flat names, never through a link. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

export interface PublicFile {
  readonly content: Buffer;
  /** With charset. */
  readonly type: string;
  /** Strong: of the content alone. */
  readonly etag: string;
}

/** Feed readers go by the type, not by the name; `issues.xml` is RSS as well. */
const types: readonly { readonly name: RegExp; readonly type: string }[] = [
  { name: /\.html$/, type: 'text/html; charset=utf-8' },
  { name: /^atom\.xml$/, type: 'application/atom+xml; charset=utf-8' },
  { name: /\.xml$/, type: 'application/rss+xml; charset=utf-8' },
  { name: /^feed\.json$/, type: 'application/feed+json; charset=utf-8' },
];

/** The file that `path` of an address names in `folder`; null for everything that is not to be given out. */
export async function readPublicFile(folder: string, path: string): Promise<PublicFile | null> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  // Letters, digits, hyphens and single dots inside: no folder, no dot file, nothing escaped.
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name)) return null;
  const type = types.find((row) => row.name.test(name))?.type;
  if (type === undefined) return null;
  const content = await readPlainFile(join(folder, name));
  if (content === null) return null;
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 27);
  return { content, type, etag: `"${hash}"` };
}

async function readPlainFile(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return (await file.stat()).isFile() ? await file.readFile() : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
