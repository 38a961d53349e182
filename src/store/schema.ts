/** The tables as Kysely sees them, one interface a table; the SQL that makes them stands in `migrations/`. */
import type { Generated } from 'kysely';
import type { Day } from '../model/listing.ts';
import type { NearKey } from '../model/near-keys.ts';
import type { PaperId } from '../model/paper-id.ts';

/** One row a paper ever met. Times are UTC ISO text; lists and links are JSON text, decoded in `paper-rows.ts`. */
export interface PaperRow {
  /** The row's number, which the search index goes by. Never leaves the store. */
  readonly n: Generated<number>;
  readonly key: string;
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: string | null;
  readonly author_count: number | null;
  readonly organization: string | null;
  readonly published: Day | null;
  readonly categories: string;
  readonly links: string;
  readonly first_seen_at: string;
  readonly updated_at: string;
  /** The key of the paper this one turned out to be; always a surviving paper, never another alias. */
  readonly merged_into: string | null;
}

/**
 * `strong` is 1 where the id can name one paper only (everything but titles); an index enforces it. The keys by which
 * a title is found nearly stand beside the ids and are no part of the paper.
 */
export interface PaperIdRow {
  readonly id: PaperId | NearKey;
  readonly paper_key: string;
  readonly strong: 0 | 1;
}

export interface SightingRow {
  readonly paper_key: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number | null;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly stars: number | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
}

/** What a source listed for a day, kept even when every entry was known already. */
export interface ListingRow {
  readonly source: string;
  readonly day: Day;
  readonly format: string;
  readonly listed: number;
  readonly first_read_at: string;
  readonly last_read_at: string;
}

/** One entry that was recognised as a known paper. A paper merged whole has the source `paper:<its key>`, position 0. */
export interface MergeRow {
  readonly paper_key: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number;
  readonly title: string;
  readonly reason: string;
  readonly recorded_at: string;
}

export interface MigrationRow {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: string;
}

export interface Schema {
  readonly papers: PaperRow;
  readonly paper_ids: PaperIdRow;
  readonly sightings: SightingRow;
  readonly listings: ListingRow;
  readonly merges: MergeRow;
  readonly schema_migrations: MigrationRow;
}
