/** Composes a day's issue for the site's own interests and publishes it; a day that has an issue keeps it. */
import { addDays } from '../lib/days.ts';
import { type Digest, papersOf } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import { oneself } from '../model/taste.ts';
import type { Issue } from '../store/issues.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { embeddedFor } from './embedded-texts.ts';
import { archiveFor } from './learned-archive.ts';
import { makeDigest } from './make-digest.ts';
import { mostDaysBack } from './plan-reads.ts';
import { readTaste } from './read-taste.ts';
import { sourceNotices } from './source-notices.ts';

/** A paper is not shown again as long as one of this many issues before has it. */
const remembered = 30;

export interface IssueOutcome {
  /** `published` just now, `kept` from an earlier run, `nothing` to publish, or `waiting` for a source's batch. */
  readonly what: 'published' | 'kept' | 'nothing' | 'waiting';
  readonly issue: Issue | null;
}

/** All of it happens in one transaction, so that no other process comes between composing and publishing. */
export async function publishIssue(app: App, store: Store, day: Day): Promise<IssueOutcome> {
  return await store.transaction(async (tx) => {
    const before = await tx.issues.get(day);
    if (before !== null) return { what: 'kept', issue: before };
    const digest = await composeIssue(app, tx, day);
    if (digest.counts.chosen === 0) return { what: 'nothing', issue: null };
    return { what: 'published', issue: (await tx.issues.publish(digest)).issue };
  });
}

async function composeIssue(app: App, store: Store, day: Day): Promise<Digest> {
  const { title, limit, days } = app.config.values;
  const request = {
    date: day,
    from: await firstDay(store, day, addDays(day, 1 - days)),
    to: day,
    title,
    limit,
    interests: app.config.interests,
    taste: await readTaste(store, oneself),
    notices: await sourceNotices(store, day),
    shown: await keysShownBefore(store, day),
  };
  return await makeDigest(store, request, await archiveFor(app, store), (candidates) =>
    embeddedFor(app, store, candidates, request.interests, request.taste),
  );
}

/** The first day whose papers the issue may choose from: `usual`, or earlier where a lost day came back since the last issue. */
export async function firstDay(store: Store, day: Day, usual: Day): Promise<Day> {
  const [last] = await store.issues.latest(1, day);
  if (last === undefined) return usual;
  const news = await store.verdicts.earliestNews(addDays(day, -mostDaysBack), last.publishedAt);
  return news !== null && news < usual ? news : usual;
}

/** The papers of the issues before `day`, those mentioned as similar included, by the keys they have now. */
async function keysShownBefore(store: Store, day: Day): Promise<Set<string>> {
  const issues = await store.issues.latest(remembered, day);
  const keys = issues.flatMap(({ digest }) =>
    papersOf(digest).flatMap(({ paper, similar }) => [paper.key, ...similar.map(({ key }) => key)]),
  );
  const now = await store.papers.get([...new Set(keys)]);
  return new Set([...keys, ...[...now.values()].map(({ key }) => key)]);
}
