/** Five made-up sources in five formats: each as it should be, with its layout changed, and as something else. */

export interface FormatSample {
  /** The source's name in the configuration. */
  readonly name: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  readonly titles: readonly string[];
  /** The same papers in a shape that the format does not have. */
  readonly changed: string;
  /** What stands at the address instead, with its own content type. */
  readonly other: { readonly contentType: string; readonly body: string };
}

interface MadeUp {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
}

/** Three papers on a subject, so worded that none is taken for one of another source. */
function papersOn(subject: string, series: number): MadeUp[] {
  return ['in calm weather', 'after a storm', 'seen from a kite'].map((view, nth) => ({
    id: `2610.7${series}00${nth}`,
    title: `${subject} ${view}`,
    abstract: `A report on ${subject.toLowerCase()} ${view}, counted by hand on ${series + 3} evenings. It gives ${nth + 2} tables, a drawing of the place, and a rule by which the next keeper may tell one from the other.`,
  }));
}

const api = papersOn('Barnacles', 1);
const rss = papersOn('Weather vanes', 2);
const atom = papersOn('Ferry timetables', 3);
const page = papersOn('Stone breakwaters', 4);
const json = papersOn('Lamp wicks', 5);
const titlesOf = (papers: readonly MadeUp[]) => papers.map(({ title }) => title);
const hfRecords = (papers: readonly MadeUp[]) =>
  papers.map(({ id, title, abstract }) => ({
    paper: { id, title, summary: abstract, upvotes: 3 },
    submittedOnDailyAt: '2026-10-14T05:00:00.000Z',
  }));

function rssText(element: string, title: string): string {
  const items = rss.map(
    (paper) => `<${element}><${title}>${paper.title}</${title}>
<link>https://arxiv.org/abs/${paper.id}</link>
<description>arXiv:${paper.id}v1 Announce Type: new Abstract: ${paper.abstract}</description>
<guid isPermaLink="false">oai:arXiv.org:${paper.id}v1</guid></${element}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>cs.XY updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.XY</link><description>cs.XY updates</description>
<lastBuildDate>Wed, 14 Oct 2026 04:00:00 +0000</lastBuildDate>
${items.join('\n')}
</channel></rss>
`;
}

function atomText(element: string, title: string): string {
  const entries = atom.map(
    (paper) => `<${element}><id>https://ferry.example.org/${paper.id}</id>
<${title}>${paper.title}</${title}><link href="https://ferry.example.org/${paper.id}"/>
<updated>2026-10-14T03:00:00Z</updated><author><name>Mara Osei</name></author>
<summary>${paper.abstract}</summary></${element}>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ferry studies</title><id>urn:made-up:ferry</id>
<updated>2026-10-14T03:00:00Z</updated>
${entries.join('\n')}
</feed>
`;
}

function pageText(target: string): string {
  const props = JSON.stringify({ dateString: '2026-10-14', dailyPapers: hfRecords(page) });
  return `<!doctype html>
<html><head><title>Daily Papers - Hugging Face</title></head><body>
<div data-target="${target}" data-props="${props.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></div>
<a href="https://huggingface.co/papers/date/2026-10-13">Previous</a>
</body></html>
`;
}

function jsonFeedText(list: string, title: string): string {
  return JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Wick notes',
      feed_url: 'https://wicks.example.org/feed.json',
      [list]: json.map((paper) => ({
        id: `https://wicks.example.org/${paper.id}`,
        url: `https://wicks.example.org/${paper.id}`,
        [title]: paper.title,
        content_text: paper.abstract,
        date_published: '2026-10-14T02:00:00Z',
      })),
    },
    null,
    1,
  );
}

const signIn = `<!doctype html>
<html><head><title>Sign in</title></head><body><h1>Sign in to go on</h1>
<p>The harbour network asks every visitor for a name before any page is shown.</p>
<form><input name="user"><button>Go</button></form></body></html>
`;
const notice = `We are mending the roof.

Please come back on Thursday; until then every page of this house shows this text.

Thank you for waiting.
`;
const html = { contentType: 'text/html; charset=utf-8', body: signIn };

export const fiveFormats: readonly FormatSample[] = [
  {
    ...{ name: 'The API', path: '/api/daily_papers', contentType: 'application/json' },
    body: JSON.stringify(hfRecords(api), null, 1),
    titles: titlesOf(api),
    changed: JSON.stringify({ data: { list: hfRecords(api) } }, null, 1),
    other: html,
  },
  {
    ...{ name: 'The RSS feed', path: '/rss/cs.XY', contentType: 'application/rss+xml' },
    body: rssText('item', 'title'),
    titles: titlesOf(rss),
    changed: rssText('post', 'title'),
    other: html,
  },
  {
    ...{ name: 'The Atom feed', path: '/atom.xml', contentType: 'application/atom+xml' },
    body: atomText('entry', 'title'),
    titles: titlesOf(atom),
    changed: atomText('entry', 'headline'),
    other: { contentType: 'text/plain; charset=utf-8', body: notice },
  },
  {
    ...{ name: 'The page', path: '/papers', contentType: 'text/html; charset=utf-8' },
    body: pageText('DailyPapers'),
    titles: titlesOf(page),
    changed: pageText('PaperBoard'),
    other: { contentType: 'application/pdf', body: '%PDF-1.7\n1 0 obj\n<< >>\nendobj\n' },
  },
  {
    ...{ name: 'The JSON Feed', path: '/feed.json', contentType: 'application/feed+json' },
    body: jsonFeedText('items', 'title'),
    titles: titlesOf(json),
    changed: jsonFeedText('entries', 'title'),
    other: { contentType: 'application/json', body: '{"message":"the key has run out"}' },
  },
];
