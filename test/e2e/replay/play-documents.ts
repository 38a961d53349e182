/** The documents of the replay as the two sites write them: an API answer, its page, and an announcement feed. */
import type { Day } from '../../../src/model/listing.ts';
import type { Announcement, ListRecord } from './generate-days.ts';

const characters: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => characters[character] ?? character);
}

/** The page of a day with its data in an attribute. */
export function listPage(records: readonly ListRecord[], day: Day): string {
  const props = escaped(JSON.stringify({ dailyPapers: records, dateString: day }));
  return `<!doctype html><html><head><title>Daily Papers - Hugging Face</title></head>
<body><main><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="${props}"></div></main></body></html>`;
}

/** The page after a redesign: nothing of what it was read by is left. */
export function redesignedPage(): string {
  return '<!doctype html><html><head><title>Daily Papers - Hugging Face</title></head><body><app-root href="/papers/date/0"></app-root></body></html>';
}

/** Midnight on the east coast, where the archive's day begins. */
function rfcDate(day: Day): string {
  return `${new Date(`${day}T00:00:00Z`).toUTCString().slice(0, 16)} 00:00:00 -0500`;
}

export function announcementFeed(papers: readonly Announcement[], day: Day): string {
  const items = papers.map(
    ({ id, version, kind, title, abstract, authors }) => `    <item>
      <title>${escaped(title)}</title>
      <link>https://arxiv.org/abs/${id}</link>
      <description>arXiv:${id}v${version} Announce Type: ${kind}
Abstract: ${escaped(abstract)}</description>
      <guid isPermaLink="false">oai:arXiv.org:${id}v${version}</guid>
      <category>cs.AI</category>
      <pubDate>${rfcDate(day)}</pubDate>
      <arxiv:announce_type>${kind}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>${escaped(authors.join(', '))}</dc:creator>
    </item>
`,
  );
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.AI updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.AI</link>
    <description>cs.AI updates on the arXiv.org e-print archive.</description>
    <atom:link href="http://rss.arxiv.org/rss/cs.AI" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <language>en-us</language>
    <lastBuildDate>${rfcDate(day).replace('00:00:00 -0500', '05:00:00 +0000')}</lastBuildDate>
    <managingEditor>rss-help@arxiv.org</managingEditor>
    <pubDate>${rfcDate(day)}</pubDate>
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
${items.join('')}  </channel>
</rss>
`;
}
