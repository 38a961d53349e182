/** The papers: each work once, found by any of its names, kept up to date, and merged when two prove to be one. */
import { PaperboyError } from '../lib/errors.ts';
import type { Day } from '../model/listing.ts';
import type { NearKey } from '../model/near-keys.ts';
import type { Candidate, Paper } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import { inBatches, inLists } from './batches.ts';
import { readCandidates } from './candidates.ts';
import { mergePapers } from './merge-papers.ts';
import { encodeIds, encodePaper, idColumns, paperColumns } from './paper-rows.ts';
import { readAliases, readKeys, readPapers, unknownPaper } from './read-papers.ts';
import { type FoundPapers, searchPapers } from './search.ts';
import type { Session } from './session.ts';

const batchSize = 500;

const replaceRow = `on conflict (key) do update set ${paperColumns
  .filter((column) => column !== 'key' && column !== 'first_seen_at')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}`;

export class Papers {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Every paper key known for each id, sorted; ids that name no paper are absent. Only titles have several keys. */
  async keysOf(ids: readonly PaperId[]): Promise<Map<PaperId, string[]>> {
    return readKeys(this.#session.db, ids);
  }

  /** Every paper key known for each beginning of a title, sorted; beginnings that no title has are absent. */
  async keysNear(keys: readonly NearKey[]): Promise<Map<NearKey, string[]>> {
    return readKeys(this.#session.db, keys);
  }

  /** The papers behind `keys`, in that order; the key of a merged paper answers with the one it was merged into. */
  async get(keys: readonly string[]): Promise<Map<string, Paper>> {
    return this.#session.read(({ db }) => readPapers(db, keys));
  }

  /** What merged papers are now: the key of each of `keys` that was merged, and that of the paper it went into. */
  async merged(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#session.read(({ db }) => readAliases(db, [...new Set(keys)]));
  }

  /** Adds papers with their ids. Throws STORE_MISUSE, and adds none, where a key or a strong id is taken. */
  async insert(papers: readonly Paper[]): Promise<void> {
    await this.#write(papers, async ({ db, engine, now }, batch) => {
      const at = now();
      await engine.insertMany(db, {
        table: 'papers',
        columns: paperColumns,
        rows: batch.map((paper) => encodePaper(paper, at)),
      });
      await engine.insertMany(db, {
        table: 'paper_ids',
        columns: idColumns,
        rows: batch.flatMap(encodeIds),
      });
      await engine.enterSearch(
        db,
        batch.map((paper) => paper.key),
      );
    });
  }

  /**
   * Replaces papers by key and adds the ids they did not have; no id is ever taken away. Throws STORE_MISUSE, and
   * changes none, where a key is unknown or merged away, or a strong id belongs to another paper.
   */
  async update(papers: readonly Paper[]): Promise<void> {
    await this.#write(papers, async ({ db, engine, now }, batch) => {
      const at = now();
      const known = await this.#readTexts(db, batch);
      const reworded = batch
        .filter((paper) => {
          const old = known.get(paper.key);
          if (!old) throw unknownPaper(paper.key);
          return old.title !== paper.title || old.abstract !== paper.abstract;
        })
        .map((paper) => paper.key);
      await engine.leaveSearch(db, reworded);
      await engine.insertMany(db, {
        table: 'papers',
        columns: paperColumns,
        rows: batch.map((paper) => encodePaper(paper, at)),
        onConflict: replaceRow,
      });
      await engine.insertMany(db, {
        table: 'paper_ids',
        columns: idColumns,
        rows: batch.flatMap(encodeIds),
        onConflict: 'on conflict (id, paper_key) do nothing',
      });
      await engine.enterSearch(db, reworded);
    });
  }

  /**
   * Makes `drop` another name of `keep`: its ids, sightings and merges move over, and its key answers with `keep` for
   * ever. Where both were seen at a source on a day, the signals of `keep` stand and those of `drop` fill its gaps.
   * Merging the same two again changes nothing. Throws STORE_MISUSE for an unknown key and for two papers split before.
   */
  async merge(keep: string, drop: string, reason: string): Promise<void> {
    await this.#session.write((session) => mergePapers(session, keep, drop, reason));
  }

  /**
   * The papers seen on any day from `from` to `to`, both included, ordered by key, each with its sightings of those
   * days, newest first. `null` leaves an end open.
   */
  async candidates(from: Day | null, to: Day | null): Promise<Candidate[]> {
    return this.#session.read(({ db }) => readCandidates(db, from, to));
  }

  /**
   * The papers that hold all words of `query` in title or abstract, the best first. "Quoted words" stand together,
   * `-word` excludes, `word*` takes any ending. A query without a word finds nothing; no query is an error.
   */
  async search(query: string, limit: number, offset = 0): Promise<FoundPapers> {
    return this.#session.read((session) => searchPapers(session, query, limit, offset));
  }

  /** How many papers there are, merged ones counted once. */
  async count(): Promise<number> {
    const row = await this.#session.db
      .selectFrom('papers')
      .select((select) => select.fn.countAll<number>().as('papers'))
      .where('merged_into', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(row.papers);
  }

  async #readTexts(
    db: Session['db'],
    papers: readonly Paper[],
  ): Promise<Map<string, { title: string; abstract: string | null }>> {
    const texts = new Map<string, { title: string; abstract: string | null }>();
    for (const list of inLists(papers.map((paper) => paper.key))) {
      const rows = await db
        .selectFrom('papers')
        .select(['key', 'title', 'abstract'])
        .where('key', 'in', list)
        .where('merged_into', 'is', null)
        .execute();
      for (const row of rows) texts.set(row.key, row);
    }
    return texts;
  }

  async #write(
    papers: readonly Paper[],
    writeBatch: (session: Session, batch: readonly Paper[]) => Promise<void>,
  ): Promise<void> {
    if (papers.length === 0) return;
    try {
      await this.#session.write(async (session) => {
        for (const batch of inBatches(papers, batchSize)) await writeBatch(session, batch);
      });
    } catch (error) {
      if (!this.#session.engine.isUniqueViolation(error)) throw error;
      throw new PaperboyError(
        'STORE_MISUSE',
        'a paper with one of these keys or ids is already stored',
        {
          hint: 'Look up every id with keysOf in the same transaction before papers are written.',
          cause: error,
        },
      );
    }
  }
}
