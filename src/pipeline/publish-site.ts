/** Brings data/public/ up to date with the issues published: files are written whole, and only where they change. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { differs, removePartials, writeWhole } from '../lib/whole-file.ts';
import { renderSite } from '../render/site.ts';
import type { Store } from '../store/store.ts';
import { type App, publicFolder } from './app.ts';

/** How many issues pages and feeds show. Pages of older ones stay as they are. */
const shownIssues = 30;

/** To be called under the job lock. Returns the names of the files that were written. */
export async function publishSite(app: App, store: Store): Promise<string[]> {
  const folder = publicFolder(app);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removePartials(folder);
  const changes = await siteChanges(app, store);
  for (const [name, content] of changes) await writeWhole(join(folder, name), content);
  return [...changes.keys()];
}

/** The files that `publishSite` would write, with their content; nothing is written. */
export async function siteChanges(app: App, store: Store): Promise<Map<string, string>> {
  const issues = await store.issues.latest(shownIssues + 1);
  const { title, baseUrl, searchLink } = app.config.values;
  const shown = issues.slice(0, shownIssues);
  const files = await renderSite(
    {
      title,
      digests: shown.map(({ digest }) => digest),
      dayBefore: issues[shownIssues]?.day ?? null,
    },
    { ...{ baseUrl, searchLink }, ...pageOptions },
  );
  const changes = new Map<string, string>();
  for (const [name, content] of files) {
    if (await differs(join(publicFolder(app), name), content)) changes.set(name, content);
  }
  return changes;
}

/** A page has no reader whom to tell why he gets it. */
const pageOptions = {
  why: '',
  unsubscribe: null,
  sender: '',
  width: 80,
  color: false,
  explain: false,
  mail: false,
} as const;
