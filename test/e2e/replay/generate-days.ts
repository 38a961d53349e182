/** Thirty days of two sources that know some of the same papers: recorded days given new dates, the others made up. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addDays } from '../../../src/lib/days.ts';
import type { Day } from '../../../src/model/listing.ts';
import { generateListing } from '../../bench/generate.ts';
import { firstDay, holiday, isWeekend, numberOfDays } from './replay-plan.ts';

/** A record of the daily list in the shape of its API. */
export interface ListRecord {
  readonly paper: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly authors: readonly { readonly name: string; readonly hidden?: boolean }[];
    readonly submittedOnDailyAt?: string;
  };
  readonly publishedAt: string;
}

export interface Announcement {
  readonly id: string;
  readonly version: number;
  readonly kind: 'new' | 'cross' | 'replace';
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
}

export interface PlayDay {
  readonly day: Day;
  readonly isRecorded: boolean;
  /** The daily list, complete as it is in the evening. */
  readonly list: readonly ListRecord[];
  readonly feed: readonly Announcement[];
}

const own = { list: 9, feed: 7 };

export function generateDays(): PlayDay[] {
  const recorded = readRecordedDays();
  const made = generateListing(numberOfDays * (own.list + own.feed), 30).entries.values();
  const days = Array.from({ length: numberOfDays }, (_, at) => addDays(firstDay, at));
  const lists = days.map((day) => {
    if (isWeekend(day)) return { day, isRecorded: false, list: [] };
    const old = recorded.shift();
    const list = old ?? Array.from({ length: own.list }, () => recordOf(next(made)));
    return { day, isRecorded: old !== undefined, list: list.map((record) => redate(record, day)) };
  });
  let before: readonly Announcement[] = [];
  return lists.map((each, at) => {
    if (isWeekend(each.day) || each.day === holiday) return { ...each, feed: [] };
    // The list shows a day later what the archive has announced.
    const soonListed = (lists[at + 1]?.list ?? []).slice(0, 2).map(announcementOf);
    const fresh = [
      ...soonListed,
      ...Array.from({ length: own.feed }, () => announcementOf(recordOf(next(made)))),
    ];
    const again = before.slice(1, 3).map((paper) => ({ ...paper, kind: 'cross' as const }));
    const revised = before.slice(-1).map((paper) => ({ ...paper, kind: 'replace' as const }));
    const olderRevised = { ...announcementOf(recordOf(next(made))), kind: 'replace' as const };
    before = fresh;
    const replaced = [...revised, olderRevised].map((paper) => ({ ...paper, version: 2 }));
    return { ...each, feed: [...fresh, ...again, ...replaced] };
  });
}

/** Only whole answers in which every record has a paper with an id. */
function readRecordedDays(): ListRecord[][] {
  const shared = process.env.PAPERBOY_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
  const folder = join(shared, 'fixtures/hf-daily-json');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^daily_papers-.*\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** Older records have no day of submission: there the outer date is that of the list. */
function redate(record: ListRecord, day: Day): ListRecord {
  const at = `${day}T02:00:00.000Z`;
  if (record.paper.submittedOnDailyAt === undefined) return { ...record, publishedAt: at };
  return { ...record, paper: { ...record.paper, submittedOnDailyAt: at } };
}

type Made = ReturnType<typeof generateListing>['entries'][number];

function next(made: Iterator<Made>): Made {
  const { value, done } = made.next();
  if (done) throw new Error('too few papers were made up');
  return value;
}

function recordOf({ ids, title, abstract, authors, upvotes, comments }: Made): ListRecord {
  const paper = {
    id: ids.arxiv ?? '',
    title,
    summary: abstract ?? '',
    authors: (authors ?? []).map((name) => ({ name, hidden: false })),
    upvotes,
    publishedAt: `${firstDay}T00:00:00.000Z`,
    submittedOnDailyAt: '',
  };
  return { paper, publishedAt: `${firstDay}T00:00:00.000Z`, ...{ title, numComments: comments } };
}

function announcementOf({ paper }: ListRecord): Announcement {
  return {
    ...{ id: paper.id, version: 1, kind: 'new', title: paper.title, abstract: paper.summary },
    authors: paper.authors.filter(({ hidden }) => hidden !== true).map(({ name }) => name),
  };
}
