/** What ranking learned from the papers kept: the newest two, so that one is left when the other cannot be read. */
import type { Session } from './session.ts';

export interface ArchiveInfo {
  /** Its own number, higher for later ones, never given twice. */
  readonly n: number;
  /** UTC ISO text. */
  readonly madeAt: string;
  /** How many papers it was learned from. */
  readonly papers: number;
  /** The newest of them, as `papersSince` numbers it. */
  readonly newest: number;
  readonly format: string;
}

export interface PaperText {
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: readonly string[];
}

/** Some papers' texts, newest first. */
export interface PaperTexts {
  readonly texts: readonly PaperText[];
  /** Where older papers begin; null where there are none. */
  readonly next: number | null;
}

const kept = 2;

export class Archives {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Those kept, newest first. */
  async list(): Promise<ArchiveInfo[]> {
    const rows = await this.#session.db
      .selectFrom('archives')
      .select(['n', 'made_at', 'papers', 'newest', 'format'])
      .orderBy('n', 'desc')
      .execute();
    return rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at }));
  }

  async latest(): Promise<ArchiveInfo | null> {
    return (await this.list())[0] ?? null;
  }

  /** The bytes of one; null where it is no longer kept. */
  async data(n: number): Promise<Uint8Array | null> {
    const row = await this.#session.db
      .selectFrom('archives')
      .select('data')
      .where('n', '=', n)
      .executeTakeFirst();
    return row?.data ?? null;
  }

  /** Keeps one more, made now, beside the newest of the others; `unreadable` ones are forgotten first. */
  async put(
    archive: Pick<ArchiveInfo, 'papers' | 'newest' | 'format'> & { readonly data: Uint8Array },
    unreadable: readonly number[] = [],
  ): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const rows = await db.selectFrom('archives').select('n').orderBy('n', 'desc').execute();
      const all = rows.map(({ n }) => n);
      const readable = all.filter((n) => !unreadable.includes(n));
      // Before the new one is written, so that it takes their place in the file.
      const stay = readable.slice(0, kept - 1);
      const leave = all.filter((n) => !stay.includes(n));
      if (leave.length > 0) await db.deleteFrom('archives').where('n', 'in', leave).execute();
      const { papers, newest, format, data } = archive;
      const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      await db
        .insertInto('archives')
        .values({ made_at: now(), papers, newest, format, data: bytes })
        .execute();
    });
  }

  /** A number for the newest paper there is, and how many papers came after the one `since` (0: all), merged ones left out. */
  async papersSince(since: number): Promise<{ readonly papers: number; readonly newest: number }> {
    const row = await this.#session.db
      .selectFrom('papers')
      .select((select) => [
        select.fn.countAll<number>().as('papers'),
        select.fn.max<number | null>('n').as('newest'),
      ])
      .where('n', '>', since)
      .where('merged_into', 'is', null)
      .executeTakeFirstOrThrow();
    return { papers: Number(row.papers), newest: row.newest ?? since };
  }

  /** The texts of at most `limit` papers up to the one `from`, merged ones left out. */
  async texts(from: number, limit: number): Promise<PaperTexts> {
    const rows = await this.#session.db
      .selectFrom('papers')
      .select(['n', 'title', 'abstract', 'authors'])
      .where('n', '<=', from)
      .where('merged_into', 'is', null)
      .orderBy('n', 'desc')
      .limit(limit)
      .execute();
    const last = rows.at(-1)?.n;
    return {
      texts: rows.map(({ title, abstract, authors }) => ({
        ...{ title, abstract },
        authors: authors === null ? [] : JSON.parse(authors),
      })),
      next: rows.length < limit || last === undefined ? null : last - 1,
    };
  }
}
