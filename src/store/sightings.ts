/** Where and when each paper was seen: one row a paper, source and day, whatever the number of readings. */
import type { Day } from '../model/listing.ts';
import type { Sighting } from '../model/paper.ts';
import { inBatches, inLists } from './batches.ts';
import { readAliases } from './read-papers.ts';
import type { SightingRow } from './schema.ts';
import type { Session } from './session.ts';

/** What is told of a sighting, beside the paper it is of. */
export const sightingColumns = [
  'source',
  'day',
  'position',
  'upvotes',
  'comments',
  'stars',
  'first_seen_at',
  'last_seen_at',
] as const satisfies readonly (keyof SightingRow)[];

const signals = ['position', 'upvotes', 'comments', 'stars'] as const;

const renewSignals = `on conflict (paper_key, source, day) do update set ${signals
  .map((signal) => `${signal} = coalesce(excluded.${signal}, sightings.${signal})`)
  .join(', ')}, last_seen_at = excluded.last_seen_at`;

const batchSize = 500;

export class Sightings {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Records sightings. One recorded before for the paper, source and day gets the signals that are known now and
   * keeps those that are not. The key of a merged paper stands for the paper it was merged into.
   */
  async record(rows: readonly (Sighting & { readonly paperKey: string })[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#session.write(async ({ db, engine, now }) => {
      const at = now();
      for (const batch of inBatches(rows, batchSize)) {
        const aliases = await readAliases(db, [...new Set(batch.map((row) => row.paperKey))]);
        await engine.insertMany(db, {
          table: 'sightings',
          columns: ['paper_key', ...sightingColumns],
          rows: batch.map((row) => [
            aliases.get(row.paperKey) ?? row.paperKey,
            row.source,
            row.day,
            row.position,
            row.upvotes,
            row.comments,
            row.stars,
            at,
            at,
          ]),
          onConflict: renewSignals,
        });
      }
    });
  }

  /** Where and when the paper was seen, newest first. An old key answers for the surviving paper. */
  async of(paperKey: string): Promise<Sighting[]> {
    return this.#session.read(async ({ db }) => {
      const aliases = await readAliases(db, [paperKey]);
      return db
        .selectFrom('sightings')
        .select(['source', 'day', 'position', 'upvotes', 'comments', 'stars'])
        .where('paper_key', '=', aliases.get(paperKey) ?? paperKey)
        .orderBy('day', 'desc')
        .orderBy('source')
        .execute();
    });
  }

  /** `key day` of every paper that `source` has shown on one of `days`. */
  async shown(source: string, days: readonly Day[]): Promise<Set<string>> {
    return this.#session.read(async ({ db }) => {
      const shown = new Set<string>();
      for (const some of inLists(days)) {
        const rows = await db
          .selectFrom('sightings')
          .select(['paper_key', 'day'])
          .where('source', '=', source)
          .where('day', 'in', some)
          .execute();
        for (const row of rows) shown.add(`${row.paper_key} ${row.day}`);
      }
      return shown;
    });
  }

  /** The newest day up to `upTo` on which `source` showed papers, with their keys in order; null where there is none. */
  async lastBatch(
    source: string,
    upTo: Day | null = null,
  ): Promise<{ day: Day; keys: string[] } | null> {
    return this.#session.read(async ({ db }) => {
      const last = await db
        .selectFrom('listings')
        .select('day')
        .where('source', '=', source)
        .where('listed', '>', 0)
        .where((is) => (upTo === null ? is.lit(true) : is('day', '<=', upTo)))
        .orderBy('day', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (last === undefined) return null;
      const rows = await db
        .selectFrom('sightings')
        .select('paper_key')
        .where('source', '=', source)
        .where('day', '=', last.day)
        .orderBy('paper_key')
        .execute();
      return { day: last.day, keys: rows.map((row) => row.paper_key) };
    });
  }
}
