/** What a replay leaves behind, read by other means than the program's own: the feed by rss-parser, the store by SQL. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import Parser from 'rss-parser';
import type { Day } from '../../../src/model/listing.ts';

export interface ReadItem {
  readonly id: string;
  readonly title: string;
  readonly day: Day;
}

export async function readFeed(path: string): Promise<ReadItem[]> {
  const { items } = await new Parser().parseString(readFileSync(path, 'utf8'));
  return items.map(({ guid, title, isoDate }) => ({
    ...{ id: guid ?? '', title: title ?? '' },
    day: isoDate?.slice(0, 10) ?? '',
  }));
}

/** The key of each paper under which `day` and `source` showed it, by arXiv id, and what else the store holds. */
export function readStore(path: string) {
  const database = new Database(path, { fileMustExist: true, readonly: true });
  try {
    const rows = (query: string) => database.prepare<[], string[]>(query).raw().all();
    return {
      papers: rows('select key, title from papers'),
      names: rows("select id, paper_key from paper_ids where id like 'arxiv:%'"),
      sightings: rows(
        `select s.source, s.day, i.id from sightings s join paper_ids i on i.paper_key = s.paper_key
        where i.id like 'arxiv:%'`,
      ),
      verdicts: rows('select source, day, verdict from verdicts'),
    };
  } finally {
    database.close();
  }
}
