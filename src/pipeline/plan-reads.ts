/** Which documents a run has to read: every source's places for the day, the days missed, the files of a drop folder. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { addDays, dayIn } from '../lib/days.ts';
import { isAddress } from '../lib/read-document.ts';
import type { Day } from '../model/listing.ts';
import { isDated, placeOn, type Source } from '../model/source.ts';
import { isTrouble, type VerdictName } from '../model/verdict.ts';

/** One reading to be made. */
export interface PlannedRead {
  readonly source: Source;
  /** In the store and in messages; different for each source, and the same on every day. */
  readonly name: string;
  /** Tried in turn. */
  readonly places: readonly string[];
  /** The listing's day where it is known before reading. */
  readonly day: Day | null;
  /** True for a day before the one asked for, read again for what came late. */
  readonly isPast: boolean;
}

/**
 * @param date the day asked for by the caller, or null.
 * @param day the day of the run.
 * @param named true for places that a person named.
 * @param pastDays days before `day` that sources which can look back are to be asked for, by the source's name.
 */
export async function planReads(
  sources: readonly Source[],
  date: Day | null,
  day: Day,
  pastDays: (name: string) => readonly Day[],
  timezone: string,
  named: boolean,
): Promise<PlannedRead[]> {
  const planned: PlannedRead[] = [];
  const taken = new Set<string>();
  for (const source of sources) {
    // A folder named by hand is a slip; one in the configuration is where listings are dropped.
    const files = named ? null : await filesOfFolder(source.places);
    if (files !== null) {
      for (const path of files) {
        const name = unique(fileName(source, path), taken);
        // The day on which the file was put there: it must not be another one with each run.
        const written = dayIn(timezone, (await stat(path)).mtime);
        planned.push({ source, name, places: [path], day: date ?? written, isPast: false });
      }
      continue;
    }
    const name = unique(sourceName(source), taken);
    const readOn = (on: Day, isPast: boolean) => ({
      ...{ source, name, isPast, day: isDated(source) ? on : date },
      places: source.places.map((place) => placeOn(place, on)),
    });
    if (isDated(source)) {
      for (const past of pastDays(name)) planned.push(readOn(past, true));
    }
    planned.push(readOn(day, false));
  }
  return planned;
}

/**
 * Days before `day` on which a dated source is read again: the day before and the last one that was read well, which
 * have grown since, and all of the last week that were missed or in trouble.
 * @param judged the source's verdicts, of at least that week where there are so many, in any order.
 */
export function daysToRepeat(
  day: Day,
  judged: readonly { readonly day: Day; readonly verdict: VerdictName }[],
): Day[] {
  const before = judged.filter((each) => each.day < day);
  const first = before.map((each) => each.day).sort()[0] ?? day;
  const read = before.filter(({ verdict }) => !isTrouble(verdict)).map((each) => each.day);
  const last = read.toSorted().at(-1);
  const week = Array.from({ length: mostDaysBack }, (_, at) => addDays(day, at - mostDaysBack));
  return week.filter(
    (at) => at === addDays(day, -1) || at === last || (at >= first && !read.includes(at)),
  );
}

/** So many days are caught up after a pause; `ingest --days` goes further. */
export const mostDaysBack = 7;

/** What a source is called in the store and in messages; the files of a folder have names of their own. */
export function sourceName({ name, places }: Source): string {
  if (name !== null) return name;
  const [place = ''] = places;
  if (isAddress(place)) return place;
  return place === '-' ? 'stdin' : basename(place);
}

/** Whether a source is a folder that is there. */
export async function isDropFolder({ places }: Source): Promise<boolean> {
  return (await filesOfFolder(places)) !== null;
}

/** A file of a drop folder is called the same however many stand beside it. */
function fileName({ name }: Source, path: string): string {
  return name === null ? basename(path) : `${name}: ${basename(path)}`;
}

/** Two files of one name from different folders stay two sources. */
function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
  taken.add(free);
  return free;
}

/** The files of a folder by name, hidden ones left out; null where the place is no folder. */
async function filesOfFolder(places: readonly string[]): Promise<string[] | null> {
  const [folder, ...others] = places;
  if (folder === undefined || others.length > 0 || isAddress(folder) || folder === '-') return null;
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) return null;
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name))
    .sort();
}
