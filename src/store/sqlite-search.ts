/** Full-text search on SQLite: an FTS5 index over titles and abstracts, kept by hand as papers come and change. */
import { type Kysely, sql } from 'kysely';
import { inLists } from './batches.ts';
import type { SearchHits } from './engine.ts';
import type { Schema } from './schema.ts';
import type { SearchQuery, SearchTerm } from './search-query.ts';
import { completePrefix } from './word-endings.ts';

/** Rows enter in the order of their numbers: the index is several times slower otherwise. */
export async function enterIndex(db: Kysely<Schema>, keys: readonly string[]): Promise<void> {
  for (const list of inLists(keys)) {
    await sql`insert into paper_search (rowid, title, abstract)
      select n, title, abstract from papers
      where key in (${sql.join(list)}) and merged_into is null order by n`.execute(db);
  }
}

/** The index forgets a row only when told the very text that it was given, which is why this precedes any change. */
export async function leaveIndex(db: Kysely<Schema>, keys: readonly string[]): Promise<void> {
  for (const list of inLists(keys)) {
    await sql`insert into paper_search (paper_search, rowid, title, abstract)
      select 'delete', n, title, abstract from papers
      where key in (${sql.join(list)}) and merged_into is null order by n`.execute(db);
  }
}

export async function searchIndex(
  db: Kysely<Schema>,
  query: SearchQuery,
  limit: number,
  offset: number,
): Promise<SearchHits> {
  const match = matchExpression(query);
  const counted = await sql<{ total: number }>`
    select count(*) as total from paper_search where paper_search match ${match}`.execute(db);
  const page = await sql<{ n: number; key: string }>`
    select paper_search.rowid as n, papers.key as key
    from paper_search join papers on papers.n = paper_search.rowid
    where paper_search match ${match}
    order by bm25(paper_search, 4.0, 1.0), papers.key
    limit ${Math.max(0, limit)} offset ${Math.max(0, offset)}`.execute(db);
  const snippets = await readSnippets(
    db,
    match,
    page.rows.map((row) => row.n),
  );
  return {
    total: counted.rows[0]?.total ?? 0,
    hits: page.rows.map(({ n, key }) => ({ key, snippet: snippets.get(n) ?? null })),
  };
}

/** Asked for the page alone: with the ranking in one query, every match would be cut into a snippet. */
async function readSnippets(
  db: Kysely<Schema>,
  match: string,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const snippets = new Map<number, string>();
  for (const list of inLists(numbers)) {
    const { rows } = await sql<{ n: number; snippet: string | null }>`
      select rowid as n, snippet(paper_search, 1, '', '', '…', 32) as snippet
      from paper_search
      where paper_search match ${match} and rowid in (${sql.join(list)})`.execute(db);
    for (const row of rows) if (row.snippet) snippets.set(row.n, row.snippet);
  }
  return snippets;
}

/** In FTS5's language every term is quoted, so that nothing in it can be read as an operator. */
function matchExpression({ required, excluded }: SearchQuery): string {
  const wanted = `(${required.map(termExpression).join(' AND ')})`;
  return [wanted, ...excluded.map(termExpression)].join(' NOT ');
}

function termExpression({ text, prefix }: SearchTerm): string {
  if (!prefix) return quote(text);
  const words = completePrefix(text.replace(/\*+$/, ''));
  return `(${[`${quote(text)} *`, ...words.map(quote)].join(' OR ')})`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
