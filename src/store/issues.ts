/** What was published: one issue a day, never changed once it is out. */
import type { Digest } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import type { IssueRow } from './schema.ts';
import type { Session } from './session.ts';

export interface Issue {
  readonly day: Day;
  readonly title: string;
  /** UTC ISO text. */
  readonly publishedAt: string;
  /** As it was published, whatever became of its papers since. */
  readonly digest: Digest;
}

export class Issues {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Publishes the digest as its day's issue. A day that has one keeps it: that one is returned, `isNew` false. */
  async publish(digest: Digest): Promise<{ issue: Issue; isNew: boolean }> {
    return this.#session.write(async ({ db, now }) => {
      const before = await readIssue(db, digest.date);
      if (before !== null) return { issue: before, isNew: false };
      const row = {
        day: digest.date,
        title: digest.title,
        published_at: now(),
        digest: JSON.stringify(digest),
        state: 'open' as const,
      };
      await db.insertInto('issues').values(row).execute();
      return { issue: decodeIssue(row), isNew: true };
    });
  }

  /** The issue of a day, or null. */
  async get(day: Day): Promise<Issue | null> {
    return readIssue(this.#session.db, day);
  }

  /** The newest `number` issues, newest first; those of the days before `before` where it is given. */
  async latest(number: number, before: Day | null = null): Promise<Issue[]> {
    let query = this.#session.db.selectFrom('issues').selectAll();
    if (before !== null) query = query.where('day', '<', before);
    const rows = await query.orderBy('day', 'desc').limit(number).execute();
    return rows.map(decodeIssue);
  }
}

async function readIssue(db: Session['db'], day: Day): Promise<Issue | null> {
  const row = await db.selectFrom('issues').selectAll().where('day', '=', day).executeTakeFirst();
  return row === undefined ? null : decodeIssue(row);
}

function decodeIssue(row: Pick<IssueRow, 'day' | 'title' | 'published_at' | 'digest'>): Issue {
  const digest: Digest = JSON.parse(row.digest);
  return { day: row.day, title: row.title, publishedAt: row.published_at, digest };
}
