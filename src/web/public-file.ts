/** Files of the public folder as the server gives them out: only known kinds of flat names, never through a link. */
import { createHash } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { securityHeaders } from './security-headers.ts';

export interface PublicFile {
  readonly content: Uint8Array<ArrayBuffer>;
  /** All that a whole answer carries. */
  readonly headers: Readonly<Record<string, string>>;
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

/** Readers may keep an answer for five minutes, and then ask whether it has changed. */
const caching = 'public, max-age=300';

/** The last ones asked for stay at hand; a site shows some forty files. */
const mostKept = 64;

interface Kept {
  readonly mark: string;
  readonly file: PublicFile;
}

/** How to get the file that the path of an address names in `folder`; null for all that is not to be given out. */
export function openPublicFolder(folder: string): (path: string) => Promise<PublicFile | null> {
  const kept = new Map<string, Kept>();
  return async (path) => {
    const name = path === '/' ? 'index.html' : path.slice(1);
    // Letters, digits, hyphens and single dots inside: no folder, no dot file, nothing escaped.
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name)) return null;
    const type = types.find((row) => row.name.test(name))?.type;
    if (type === undefined) return null;
    const mark = markOf(join(folder, name));
    const known = kept.get(name);
    if (mark !== null && known?.mark === mark) return known.file;
    kept.delete(name);
    const content = await readPlainFile(join(folder, name));
    if (content === null) return null;
    const file = fileOf(content, type);
    if (mark !== null) {
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      kept.set(name, { mark, file });
    }
    return file;
  };
}

function fileOf(content: Buffer, type: string): PublicFile {
  const html = type.startsWith('text/html') ? content.toString() : null;
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 27);
  const etag = `"${hash}"`;
  // Only a page that has the box for subscribing may send a form, and its origin is told to this site alone.
  const hasForm = html?.includes('<form ') ?? false;
  const headers = {
    ...securityHeaders(html, hasForm ? { forms: "'self'", referrer: 'same-origin' } : {}),
    ...{ ETag: etag, 'Cache-Control': caching },
    ...{ 'Content-Type': type, 'Content-Length': String(content.length) },
  };
  return { content: new Uint8Array(content), headers, etag };
}

/**
 * What changes with the file: it is replaced whole, never written in place. Asking the system costs less than a
 * turn of the loop does; null where it is no plain file, or so young that it may change without a trace.
 */
function markOf(path: string): string | null {
  try {
    const found = lstatSync(path, { bigint: true });
    if (!found.isFile() || Date.now() - Number(found.ctimeMs) < 50) return null;
    return `${found.ino} ${found.size} ${found.ctimeNs}`;
  } catch {
    // Also a name that is longer than names can be.
    return null;
  }
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
