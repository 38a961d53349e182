/** Brings data/public/ up to date with the issues published: files are written whole, and only where they change. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAddress } from '../lib/read-document.ts';
import { differs, removePartials, writeWhole } from '../lib/whole-file.ts';
import { plainSource, republishOf, type Source } from '../model/source.ts';
import { publicDigest } from '../render/public-digest.ts';
import { renderSite } from '../render/site.ts';
import { type Credit, creditFor } from '../render/source-credits.ts';
import type { Store } from '../store/store.ts';
import { type App, publicFolder } from './app.ts';
import { subscribeTerms } from './subscribe-terms.ts';

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
  const { title, baseUrl, searchLink, sources } = app.config.values;
  const republish = (name: string) => republishOf(sourceNamed(sources, name));
  const { isOpen, consent } = subscribeTerms(app);
  const shown = issues.slice(0, shownIssues);
  const files = await renderSite(
    {
      title,
      digests: shown.map(({ digest }) => publicDigest(digest, republish)),
      credits: creditsFor(sources),
      dayBefore: issues[shownIssues]?.day ?? null,
      consent: isOpen ? consent : null,
    },
    { ...{ baseUrl, searchLink }, ...pageOptions },
  );
  const changes = new Map<string, string>();
  for (const [name, content] of files) {
    if (await differs(join(publicFolder(app), name), content)) changes.set(name, content);
  }
  return changes;
}

/** Also true for a file of a drop folder that has a name. */
function isOf({ name }: Source, found: string): boolean {
  return name !== null && (found === name || found.startsWith(`${name}: `));
}

/** The source as configured; what is no longer in the configuration is judged by where it was read. */
function sourceNamed(sources: readonly Source[], name: string): Source {
  return sources.find((source) => isOf(source, name)) ?? plainSource(name);
}

/** Sources with a name of their own are credited by it, with a link to their site unless it is private. */
function creditsFor(sources: readonly Source[]): Map<string, Credit> {
  const credits = new Map<string, Credit>();
  for (const { name, places, allowPrivate } of sources) {
    const address = places.find(isAddress);
    if (name === null) continue;
    const isPublic = address !== undefined && !allowPrivate;
    credits.set(name, { name, url: isPublic ? creditFor(address).url : null });
  }
  return credits;
}

/** A page has no reader whom to tell why he gets it. */
const pageOptions = {
  why: '',
  unsubscribe: null,
  preferences: null,
  votes: null,
  sender: '',
  width: 80,
  color: false,
  explain: false,
  mail: false,
} as const;
