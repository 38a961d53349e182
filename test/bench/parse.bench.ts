/** Parsing speed of each format against the least that any reader of it must do. */
import type { Listing } from '../../src/model/listing.ts';
import { parseListing } from '../../src/sources/parse-listing.ts';
import { generateListing } from './generate.ts';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

export async function benchParse(): Promise<BenchResult[]> {
  const listing = generateListing(2_000, 2);
  const { load } = await import('cheerio');
  const { default: RssParser } = await import('rss-parser');
  const json = asJson(listing);
  const html = asHtml(json);
  const feed = asFeed(listing);
  const page = asPage(listing);
  const cases: {
    readonly name: string;
    readonly text: string;
    readonly reference: () => unknown;
    readonly than: string;
    /** The least ratio, where one is promised. */
    readonly least?: number;
  }[] = [
    {
      name: 'pasted page',
      text: page,
      reference: () => page.split('\n').map((line) => line.trim()),
      than: 'splitting into lines',
    },
    {
      name: 'daily-papers JSON',
      text: json,
      reference: () => JSON.parse(json),
      than: 'JSON.parse',
    },
    {
      name: 'daily-papers HTML',
      text: html,
      reference: () => load(html)('[data-target="DailyPapers"]').attr('data-props'),
      than: 'cheerio alone',
      least: 0.7,
    },
    {
      name: 'RSS',
      text: feed,
      reference: () => new RssParser().parseString(feed),
      than: 'rss-parser alone',
      least: 1,
    },
  ];
  const results: BenchResult[] = [];
  for (const { name, text, reference, than, least } of cases) {
    const document = { name, text };
    const parse = async () => {
      const { entries } = await parseListing(document, { date: null, today: '2026-10-14' });
      if (entries.length !== 2_000) throw new Error(`${name}: ${entries.length} entries`);
    };
    const { ours, reference: other } = await compare(name, parse, reference, 15, 3);
    const megabytes = text.length / 1_000_000;
    results.push({
      name: `parse ${name}, speed against ${than}`,
      ratio: other / ours,
      limit: least === undefined ? null : { kind: 'at least', value: least },
      detail: `${((megabytes / ours) * 1000).toFixed(0)} MB/s against ${((megabytes / other) * 1000).toFixed(0)} MB/s (${megabytes.toFixed(1)} MB)`,
    });
  }
  return results;
}

function asJson({ entries }: Listing): string {
  return JSON.stringify(
    entries.map((entry) => ({
      paper: {
        id: entry.ids.arxiv,
        title: entry.title,
        summary: entry.abstract,
        authors: entry.authors?.map((name) => ({ name, hidden: false })),
        publishedAt: '2026-10-13T00:00:00.000Z',
        submittedOnDailyAt: '2026-10-14T00:00:00.000Z',
        upvotes: entry.upvotes,
      },
      numComments: entry.comments,
      title: entry.title,
    })),
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function asHtml(json: string): string {
  const props = escaped(`{"periodType":"day","dateString":"2026-10-14","dailyPapers":${json}}`);
  return `<!doctype html><html><head><title>Daily Papers</title></head><body><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="${props}"></div></body></html>`;
}

function asFeed({ entries }: Listing): string {
  const items = entries.map(
    (entry) =>
      `<item><title>${escaped(entry.title)}</title><link>https://example.org/p/${entry.position}</link><description>${escaped(entry.abstract ?? '')}</description><pubDate>Tue, 13 Oct 2026 04:00:00 GMT</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Bench</title><link>https://example.org/</link><description>x</description>${items.join('')}</channel></rss>`;
}

function asPage({ entries }: Listing): string {
  const blocks = entries.map(
    (entry) =>
      `${entry.title}\n\n${entry.abstract}\n\n  • ${entry.authorCount} authors\n·\nOct 9 ${entry.comments || 1}\n`,
  );
  return `new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAnna and the research community\n\nOct 14\n\n${blocks.join('\n')}`;
}
