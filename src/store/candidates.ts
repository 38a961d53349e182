/** The papers that a digest may choose from: those seen within a span of days, with where they were seen. */
import type { Kysely } from 'kysely';
import type { Day } from '../model/listing.ts';
import type { Candidate, Sighting } from '../model/paper.ts';
import type { PaperId } from '../model/paper-id.ts';
import { within } from './day-span.ts';
import { decodePaper, isPaperId } from './paper-rows.ts';
import type { Schema } from './schema.ts';

/** To be called within one read transaction, since it reads three tables. See `Papers.candidates` for the order. */
export async function readCandidates(
  db: Kysely<Schema>,
  from: Day | null,
  to: Day | null,
): Promise<Candidate[]> {
  const sightings = await readSightings(db, from, to);
  const seen = keysSeen(db, from, to);
  const papers = await db.selectFrom('papers').selectAll().where('key', 'in', seen).execute();
  const ids = new Map<string, PaperId[]>(papers.map((paper) => [paper.key, []]));
  const idRows = await db
    .selectFrom('paper_ids')
    .select(['paper_key', 'id'])
    .where('paper_key', 'in', seen)
    .execute();
  for (const row of idRows) if (isPaperId(row.id)) ids.get(row.paper_key)?.push(row.id);
  return papers
    .map((row) => ({
      paper: decodePaper(row, ids.get(row.key) ?? []),
      sightings: sightings.get(row.key) ?? [],
    }))
    .sort((a, b) => (a.paper.key < b.paper.key ? -1 : 1));
}

async function readSightings(
  db: Kysely<Schema>,
  from: Day | null,
  to: Day | null,
): Promise<Map<string, Sighting[]>> {
  const rows = await db
    .selectFrom('sightings')
    .select(['paper_key', 'source', 'day', 'position', 'upvotes', 'comments', 'stars'])
    .where(within(from, to))
    .orderBy('day', 'desc')
    .orderBy('source')
    .execute();
  const sightings = new Map<string, Sighting[]>();
  for (const { paper_key, ...sighting } of rows) {
    const others = sightings.get(paper_key);
    if (others) others.push(sighting);
    else sightings.set(paper_key, [sighting]);
  }
  return sightings;
}

function keysSeen(db: Kysely<Schema>, from: Day | null, to: Day | null) {
  return db.selectFrom('sightings').select('paper_key').where(within(from, to));
}
