/** Made-up listings in every format, small enough to read, for the tests of the parsers. */
import type { ParseContext } from '../../../src/sources/source.ts';

export const context: ParseContext = { date: null, today: '2026-11-21' };

export const lanterns = {
  title: 'Lantern Paths: How Moths Cross a Maze of Mirrors',
  abstract:
    'We study how lanterns guide moths through a maze of mirrors and find that brightness alone does not explain their paths. A small model of wing beats predicts the turns better than any map does. Observations in three gardens support the claim, and the data are free.',
};
export const tides = {
  title: 'Tide Tables Near River Mouths',
  abstract:
    'Tide tables are often wrong near river mouths. We correct them with a cheap sensor and a filter that forgets slowly, and report errors that are half as large as before across nine harbours and two winters. The sensor costs less than a lunch and lasts a year.',
};
export const bread = {
  title: 'Does Bread Remember Its Baker?',
  abstract:
    'Loaves from the same oven differ in ways that bakers can tell blindfolded. We photograph two thousand crusts and train a small network to name the baker, which it does more often than the bakers themselves. The crust near the seam matters most, and flour hardly at all.',
};

export const bareListing = [
  'Get trending papers in your email inbox once a day!',
  'Get trending papers in your email inbox!',
  `Subscribe${lanterns.title}`,
  lanterns.abstract,
  tides.title,
  tides.abstract,
  bread.title,
  bread.abstract,
].join('\n');

export const pageHead = [
  'new',
  'Get trending papers in your email inbox!',
  'Subscribe',
  'Daily Papers',
  'byAK and the research community',
];

/** A page in the plain layout: blank lines between paragraphs, the facts of a paper in three lines without. */
export function pageListing(day: string, papers: readonly string[]): string {
  return [...pageHead, day, ...papers].join('\n\n');
}

export function paperWithFacts(paper: typeof lanterns, who: string, day: string): string {
  return `${paper.title}\n\n${paper.abstract}\n\n  ${who}\n·\n${day}`;
}

export const dailyPage = pageListing('Dec 16', [
  paperWithFacts(lanterns, '• 9 authors', 'Jul 19, 2024 9'),
  `${tides.title}\n\n${tides.abstract}`,
  paperWithFacts(bread, 'crumb-works Crumb Works Guild', 'Oct 9'),
]);

export const markdownPage = `---
url: https://huggingface.co/papers?q=lanterns
---
new

[Subscribe](https://huggingface.co/login?next=%2Fpapers)

# Daily Papers

## by [![](https://huggingface.co/front/papers-by.png)AK](https://huggingface.co/akhaliq) and the research community

- Daily
- Weekly

[Trending Papers](https://huggingface.co/papers/trending)

Oct 2

[101](https://huggingface.co/login?next=%2Fpapers%2F2606.00001)

### [Lantern Paths: How Moths\\  Cross a Maze of Mirrors](https://huggingface.co/papers/2606.00001)

[${lanterns.abstract}](https://huggingface.co/papers/2606.00001)

[![moth-lab](https://cdn-avatars.huggingface.co/v1/a.png)Moth Lab of Harbour City](https://huggingface.co/moth-lab)

·

May 29[6](https://huggingface.co/papers/2606.00001#community)

[-](https://huggingface.co/login?next=%2Fpapers%2F2502.00002)

### [${tides.title}](https://huggingface.co/papers/2502.00002)

[${tides.abstract.replace('the cheap', 'the\\_cheap').replace('sensor and', 'sensor\\\\\nand')}](https://huggingface.co/papers/2502.00002)

[- ![](https://cdn-avatars.huggingface.co/v1/b.jpeg)\\\\
- ![](https://huggingface.co/avatars/c.svg)\\\\
- 3 authors](https://huggingface.co/papers/2502.00002)

·

Feb 27, 2025

[Previous](https://huggingface.co/papers/date/2026-10-01)
`;

export const addressPage = `# Daily Papers - Hugging Face

Models

https://huggingface.co/models

Daily Papers

by 

AK

https://huggingface.co/akhaliq

 and the research community

Moth Lanterns

https://huggingface.co/papers/date/2026-03-24

Mar 25

 [-] 1

https://huggingface.co/login?next=%2Fpapers%2F2410.05434

${lanterns.title}

https://huggingface.co/papers/2410.05434

${lanterns.abstract}

https://huggingface.co/papers/2410.05434

[

2 authors](https://huggingface.co/papers/2410.05434)

·

Oct 7, 2024

 [-] -

https://huggingface.co/login?next=%2Fpapers%2F2409.02326

${tides.title}

https://huggingface.co/papers/2409.02326

${tides.abstract}

https://huggingface.co/papers/2409.02326

 Harbour Institute

https://huggingface.co/harbour

·

Feb 3 

2

https://huggingface.co/papers/2409.02326#community

Previous

https://huggingface.co/papers/date/2026-03-24

Company

TOS

https://huggingface.co/terms-of-service
`;

function trendingCard(published: string): string {
  return `Submitted by

[Image: none]

mothkeeper

### [Lantern Paths: How Moths
Cross a Maze of Mirrors](https://huggingface.co/papers/2610.05608)

${lanterns.abstract}

[[Image: mothlab] Moth Lab](https://huggingface.co/mothlab) · ${published}Oct 4, 2026

[Upvote

117](https://huggingface.co/login?next=%2Fpapers%2F2610.05608)

[GitHub 11.3k](https://github.com/mothlab/lantern) [arXiv Page](https://arxiv.org/abs/2610.05608)

`;
}

/** Both copies of two papers, as saved to Markdown; the second has no page of the site. */
export const markdownTrending = `# Trending Papers

## by AK and the research community

${trendingCard('Published on ')}${trendingCard('')}### ${tides.title}

${tides.abstract}
- 4 authors
[LINK: GitHub 476](https://github.com/tides/tables)

### ${tides.title}

${tides.abstract}
- 4 authors
[LINK: GitHub 476](https://github.com/tides/tables)
`;

function trendingText(paper: typeof lanterns, who: string, votes: string, stars: string): string {
  return `Submitted by\n\nsomeone\n\n${paper.title}\n\n${paper.abstract}\n\n${who}· Published on Oct 4, 2026\n\nUpvote\n\n${votes}\n\nGitHub ${stars}\narXiv Page\n\n`;
}

export const plainTrending = [
  'new\n\nGet trending papers in your email inbox once a day!\n\nSubscribe\n\nTrending Papers\n\nby AK and the research community\n\n',
  trendingText(lanterns, 'Moth Lab ', '117', '11.3k').repeat(2),
  trendingText(tides, '', '-', '131').repeat(2),
].join('');

export function dailyItem(
  id: string,
  paper: typeof lanterns,
  more: object = {},
  top: object = {},
): object {
  return {
    paper: {
      id,
      title: paper.title,
      summary: paper.abstract,
      authors: [
        { name: 'Ada Quill', hidden: false },
        { name: 'Ghost Writer', hidden: true },
        { name: 'Béla Tóth', hidden: false },
      ],
      publishedAt: '2026-07-23T00:00:00.000Z',
      submittedOnDailyAt: '2026-07-24T02:03:04.000Z',
      upvotes: 5,
      ...more,
    },
    publishedAt: '2026-07-22T20:00:00.000Z',
    title: paper.title,
    numComments: 2,
    ...top,
  };
}

export const dailyAnswer = JSON.stringify(
  [
    dailyItem('2607.21557', lanterns, {
      githubRepo: 'https://github.com/mothlab/lantern',
      githubStars: 24,
      organization: { name: 'moth-lab', fullname: 'Moth Lab' },
    }),
    dailyItem('2607.00002', tides),
  ],
  null,
  2,
);

export function htmlPage(main: string): string {
  return `<!doctype html>\n<html><head><title>Daily Papers - Hugging Face</title></head>\n<body><a href="https://huggingface.co/papers/trending">Trending</a><main>${main}</main></body></html>`;
}

const props = JSON.stringify({
  periodType: 'day',
  dateString: '2026-07-24',
  dailyPapers: [dailyItem('2607.21557', lanterns), dailyItem('2607.00002', tides)],
});

export const hydratedPage = htmlPage(
  `<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="${props.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></div>`,
);

export const articlePage = htmlPage(
  `<article><a href="/papers/2607.21557"><img src="x.png"></a><div class="flex leading-none">Submitted by mothkeeper</div><div class="leading-none">94</div>
  <h3><a href="/papers/2607.21557">Lantern Paths &amp; Mirrors</a></h3><ul><li>· 533 authors</li></ul>
  <a href="/papers/2607.21557#community"><svg></svg> 5</a></article>
  <article><div class="leading-none"> - </div><h3><a href="/papers/2607.00002">${tides.title}</a></h3><p>${tides.abstract}</p></article>`,
);

export const arxivRss = `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.XY updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.XY</link>
    <item>
      <title>${lanterns.title}</title>
      <link>https://arxiv.org/abs/2604.21935</link>
      <description>arXiv:2604.21935v1 Announce Type: new
Abstract: ${lanterns.abstract}</description>
      <guid isPermaLink="false">oai:arXiv.org:2604.21935v1</guid>
      <category>cs.XY</category>
      <category>q-bio.ZZ</category>
      <pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>
      <arxiv:announce_type>new</arxiv:announce_type>
      <arxiv:DOI>10.1234/moth.77</arxiv:DOI>
      <dc:creator>Ada Quill (Moth Lab, Harbour City), B\\'ela T\\'oth</dc:creator>
    </item>
    <item>
      <title>${tides.title}</title>
      <link>https://arxiv.org/abs/2203.01250</link>
      <description>arXiv:2203.01250v3 Announce Type: replace
Abstract: ${tides.abstract}</description>
      <guid isPermaLink="false">oai:arXiv.org:2203.01250v3</guid>
      <pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>
      <arxiv:announce_type>replace</arxiv:announce_type>
      <dc:creator>Mara Osei</dc:creator>
    </item>
  </channel>
</rss>`;

export const arxivAtom = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-up</id>
  <title>arXiv Query: all:moths</title>
  <entry>
    <id>http://arxiv.org/abs/hep-ex/0307015v2</id>
    <title>Lantern Paths:
      How Moths Cross a Maze</title>
    <updated>2026-02-01T20:27:42Z</updated>
    <published>2026-01-29T20:27:42Z</published>
    <link href="https://arxiv.org/abs/hep-ex/0307015v2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/hep-ex/0307015v2" rel="related" type="application/pdf" title="pdf"/>
    <summary>${lanterns.abstract}</summary>
    <category term="hep-ex" scheme="http://arxiv.org/schemas/atom"/>
    <author><name>Ada Quill</name><arxiv:affiliation>Moth Lab</arxiv:affiliation></author>
    <author><name>Béla Tóth</name></author>
  </entry>
</feed>`;
