/** What was learned from the papers kept, as ranking takes it: read from the store once a process. */
import { forOneUse, type Learned } from '../rank/relevance/learn.ts';
import { learnedFormat } from '../rank/relevance/pack-learned.ts';
import { unpackLearned } from '../rank/relevance/unpack-learned.ts';
import type { ArchiveInfo } from '../store/archives.ts';
import type { Store } from '../store/store.ts';
import { type App, databasePath } from './app.ts';

export interface KeptArchive {
  readonly info: ArchiveInfo;
  readonly learned: Learned;
}

/** Null where there is none that can be read: then ranking learns from the candidates. */
export async function archiveFor(app: App, store: Store): Promise<Learned | null> {
  const { kept } = await findArchive(app, store);
  // Words that one digest meets must not grow with every digest that a server makes.
  return kept === null ? null : forOneUse(kept.learned);
}

/** The newest archive that can be read, and newer ones that are damaged. Those of another format are passed over. */
export async function findArchive(
  app: App,
  store: Store,
): Promise<{ readonly kept: KeptArchive | null; readonly damaged: readonly ArchiveInfo[] }> {
  const damaged: ArchiveInfo[] = [];
  for (const info of await store.archives.list()) {
    if (info.format !== learnedFormat) continue;
    const learned = await readOnce(app, store, info);
    if (learned !== null) return { kept: { info, learned }, damaged };
    damaged.push(info);
  }
  return { kept: null, damaged };
}

/** What was read last, and what could not be; large, so that only one is held. */
const known = new Map<string, Learned | null>();

async function readOnce(app: App, store: Store, info: ArchiveInfo): Promise<Learned | null> {
  const name = `${databasePath(app)} ${info.n} ${info.madeAt}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const data = await store.archives.data(info.n);
  const learned = data === null ? null : readable(data);
  if (learned !== null || known.size > 2) known.clear();
  known.set(name, learned);
  return learned;
}

function readable(data: Uint8Array): Learned | null {
  try {
    return unpackLearned(data);
  } catch {
    return null;
  }
}
