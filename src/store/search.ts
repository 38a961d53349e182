/** Search over every paper ever kept: the best matches with where they were last seen. */
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { inLists } from './batches.ts';
import { readPapers } from './read-papers.ts';
import { parseSearchQuery } from './search-query.ts';
import type { Session } from './session.ts';

export interface FoundPaper {
  readonly paper: Paper;
  /** The newest day on which any source showed it. */
  readonly lastSeen: Day | null;
  /** Plain text out of the abstract, around what was found; absent where there is no abstract. */
  readonly snippet?: string;
}

export interface FoundPapers {
  /** How many papers match, whatever the limit. */
  readonly total: number;
  readonly papers: FoundPaper[];
}

/** See `Papers.search`. To be called within one read transaction. */
export async function searchPapers(
  { db, engine }: Session,
  text: string,
  limit: number,
  offset: number,
): Promise<FoundPapers> {
  const query = parseSearchQuery(text);
  if (query.required.length === 0) return { total: 0, papers: [] };
  const { total, hits } = await engine.search(db, query, limit, offset);
  const keys = hits.map((hit) => hit.key);
  const papers = await readPapers(db, keys);
  const lastSeen = await readLastSeen(db, keys);
  return {
    total,
    papers: hits.flatMap(({ key, snippet }) => {
      const paper = papers.get(key);
      if (!paper) return [];
      return [
        { paper, lastSeen: lastSeen.get(key) ?? null, ...(snippet === null ? {} : { snippet }) },
      ];
    }),
  };
}

async function readLastSeen(db: Session['db'], keys: readonly string[]): Promise<Map<string, Day>> {
  const days = new Map<string, Day>();
  for (const list of inLists(keys)) {
    const rows = await db
      .selectFrom('sightings')
      .select((select) => ['paper_key', select.fn.max('day').as('day')])
      .where('paper_key', 'in', list)
      .groupBy('paper_key')
      .execute();
    for (const row of rows) days.set(row.paper_key, row.day);
  }
  return days;
}
