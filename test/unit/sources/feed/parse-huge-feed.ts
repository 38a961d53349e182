/** Run by the test of huge feeds in a process of its own: reads one of 100,000 entries, and tells time and memory. */
import { feed } from '../../../../src/sources/feed/parse.ts';

const number = 100_000;
const first = Date.parse('2000-01-01');

function makeFeed(): string {
  const parts = ['<rss version="2.0"><channel><title>T</title><link>https://example.org/</link>'];
  for (let at = 0; at < number; at++) {
    // The newest stand anywhere: 7,919 is prime, so that every day of the order comes once.
    const day = new Date(first + ((at * 7_919) % number) * 3_600_000).toUTCString();
    parts.push(
      `<item><title>Paper ${at} of many</title><link>https://example.org/p/${at}</link><description>It says little &amp;amp; &lt;b&gt;soon&lt;/b&gt; ends.</description><pubDate>${day}</pubDate></item>`,
    );
  }
  return `${parts.join('')}</channel></rss>`;
}

const text = makeFeed();
const start = performance.now();
const listing = await feed.parse({ name: 'feed.xml', text }, { date: null, today: '2026-11-21' });
const days = listing.entries.map(({ published }) => published ?? '').sort();
const result = {
  bytes: text.length,
  milliseconds: Math.round(performance.now() - start),
  // In kilobytes, of the whole process.
  peak: process.resourceUsage().maxRSS,
  entries: listing.entries.length,
  oldest: days[0],
  newest: days.at(-1),
  problems: listing.problems.map(({ message }) => message),
};
process.stdout.write(JSON.stringify(result));
