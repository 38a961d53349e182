/** Descriptions of publishers and aggregators: the abstract, and the facts that stand beside it. */
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { readDescription } from '../../../../src/sources/feed/description.ts';

const read = (html: string, title = 'Tides') => readDescription(html, title, load);

test.each([
  [
    'Elsevier',
    '<p>Publication date: November 2026</p><p><b>Source:</b> Journal of Moths, Volume 9</p><p>Author(s): Ada Quill, Mara Osei</p>',
    { abstract: null, authors: ['Ada Quill', 'Mara Osei'], published: null },
  ],
  [
    'Elsevier, before the issue',
    '<p>Publication date: Available online 3 October 2026</p><p><b>Source:</b> Journal of Moths</p>',
    { abstract: null, published: '2026-10-03' },
  ],
  [
    'CNKI',
    'Ada QUILL;Mara OSEI;</br>Moths turn left.',
    { abstract: 'Moths turn left.', authors: ['Ada QUILL', 'Mara OSEI'] },
  ],
  [
    'Schweizerbart',
    '<a href="x"><img src="y"/></a><h1><a href="x">Tides</a></h1><b>Quill, Ada; Osei, Mara</b><br/>Moths (2026), p. 1<h2>Abstract</h2><p>Moths turn left.</p>',
    { abstract: 'Moths turn left.', authors: ['Quill, Ada', 'Osei, Mara'] },
  ],
  ['Wiley', '<h2>Abstract</h2><p>Moths turn left.</p>', { abstract: 'Moths turn left.' }],
  [
    'OUP',
    '<span class="p"><div class="boxTitle">Abstract</div>Moths turn left.</span>',
    { abstract: 'Moths turn left.' },
  ],
  [
    'PubMed',
    '<div><p>Moths. 2026 Oct 3. doi: 10.1/x.</p><p><b>ABSTRACT</b></p><p>Moths turn left.</p><p>PMID:<a href="x">99912345</a> | DOI:<a href=x>10.1/x</a></p></div>',
    { abstract: 'Moths turn left.' },
  ],
  [
    'Nature',
    '<p>Nature Moths, Published online: 03 October 2026; <a href="x">doi:10.1038/x</a></p>Moths turn left.',
    { abstract: 'Moths turn left.', published: '2026-10-03' },
  ],
  [
    'Google Scholar',
    '<p>Moths turn …</p><p><a href="https://example.org/x">example.org</a></p>',
    { abstract: 'Moths turn …' },
  ],
  [
    'Hacker News',
    '<p>Article URL: <a href="x">https://example.org/x</a></p><p>Comments URL: <a href="y">https://example.org/y</a></p><p>Points: 41</p><p># Comments: 7</p>',
    { abstract: null, upvotes: 41, comments: 7 },
  ],
  [
    'Reddit',
    'submitted by <a>ada</a> to <a>moths</a> <a>[link]</a> <a>[12 comments]</a>',
    { abstract: null, comments: 12 },
  ],
  ['an issue', 'Volume 67, Issue 4, December 2026, Page 283-289<br/>. <br/>', { abstract: null }],
  ['early view', 'Moths, EarlyView.', { abstract: null }],
  ['a repeated title', '<p>Tides</p>', { abstract: null }],
  [
    'arXiv',
    'arXiv:2610.91234v1 Announce Type: new \nAbstract: Moths turn left.',
    { abstract: 'Moths turn left.' },
  ],
  [
    'a blog',
    '<p>Moths turn left.</p><p>The post <a>Tides</a> appeared first on <a>Moths</a>.</p>',
    { abstract: 'Moths turn left.' },
  ],
])('%s', (_, html, expected) => {
  expect(read(html)).toEqual(expected);
});

test('a text that only begins like one of them stays whole', () => {
  const texts = [
    'Publication date: unknown to us.',
    'Volume is a measure. Issue 4 was open.',
    'submitted by hand, it won.',
  ];

  expect(texts.map((text) => read(text).abstract)).toEqual(texts);
});
