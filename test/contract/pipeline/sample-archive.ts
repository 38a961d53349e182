/** A store with made-up papers, enough to learn from. */
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Paper } from '../../../src/model/paper.ts';
import type { App } from '../../../src/pipeline/app.ts';
import type { Store } from '../../../src/store/store.ts';
import { madeUpPapers } from '../../unit/rank/relevance/made-up-papers.ts';
import { samplePaper, sampleSighting } from '../store/sample-papers.ts';

export const day = '2026-10-14';

/** What the clock of `appIn` shows. */
export const clock = { now: `${day}T08:00:00.000Z` };

export function appIn(folder: string): App {
  const environment = {
    ...{ PAPERBOY_SOURCES: 'page.txt', PAPERBOY_TIMEZONE: 'UTC' },
    PAPERBOY_MAIL_OPERATOR: 'keeper@example.org',
  };
  const config = loadConfig({ environment, data: folder, flags: { topics: 'kite harbour' } });
  return { config, now: () => new Date(clock.now) };
}

/** Papers `from` … `to` of an endless list. */
export function somePapers(from: number, to: number): Paper[] {
  return madeUpPapers(to, 11)
    .slice(from)
    .map(({ paper }) => paper);
}

/** The last `listed` of them stood in the list of the day. */
export async function fill(store: Store, papers: readonly Paper[], listed = 40): Promise<void> {
  await store.papers.insert(papers);
  const seen = papers.slice(-listed);
  await store.sightings.record(
    seen.map((paper, at) => sampleSighting(paper, day, { position: at + 1, upvotes: at % 7 })),
  );
  const source = 'morning-list';
  await store.listings.record({ source, day, format: 'feed', listed: seen.length });
}

export function newPaper(title: string, abstract: string): Paper {
  return samplePaper(title, [], { abstract, published: day });
}
