/** Made-up answers of arXiv, bioRxiv, OpenReview, PubMed and Semantic Scholar, and a JSON Feed, for the tests of the parsers. */
import { bread, lanterns, tides } from './sample-listings.ts';

export const arxivQuery = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-up</id>
  <title>arXiv Query: search_query=all:moths</title>
  <updated>2026-10-14T00:00:00Z</updated>
  <opensearch:itemsPerPage>2</opensearch:itemsPerPage>
  <opensearch:totalResults>41</opensearch:totalResults>
  <opensearch:startIndex>2</opensearch:startIndex>
  <entry>
    <id>http://arxiv.org/abs/hep-ex/0307015v2</id><title>${lanterns.title}</title><summary>${lanterns.abstract}</summary>
    <published>2026-01-29T20:27:42Z</published><author><name>Ada Quill</name></author><author><name>Béla Tóth</name></author>
  </entry>
  <entry>
    <id>http://arxiv.org/abs/2610.91234v1</id><title>${tides.title}</title><summary>${tides.abstract}</summary>
    <published>2026-10-13T20:27:42Z</published><author><name>Mara Osei</name></author>
  </entry>
</feed>`;

function listEntry(id: string, paper: typeof lanterns, authors: string, abstract = true): string {
  return `<dt><a name='item1'>[1]</a> <a href ="/abs/${id}" title="Abstract" id="${id}">arXiv:${id}</a>
    [<a href="/pdf/${id}" title="Download PDF">pdf</a>]</dt>
  <dd><div class='meta'>
    <div class='list-title mathjax'><span class='descriptor'>Title:</span> ${paper.title}</div>
    <div class='list-authors'>${authors}</div>
    <div class='list-subjects'><span class='descriptor'>Subjects:</span>
      <span class="primary-subject">Moth Studies (cs.XY)</span>; Quantities (q-bio.ZZ)</div>
    ${abstract ? `<p class='mathjax'>${paper.abstract}</p>` : ''}
  </div></dd>`;
}

export const arxivListPage = `<!DOCTYPE html>
<html lang="en"><head><title>Moth Studies</title></head><body><a href="https://arxiv.org/">arXiv</a>
<h1>Moth Studies</h1>
<h3>Showing new listings for Wednesday, 14 October 2026</h3>
<dl id='articles'><h3>New submissions (showing 1 of 1 entries)</h3>
${listEntry('2610.91234', lanterns, '<a href="/a">Ada Quill</a>, <a href="/b">Béla Tóth</a>')}
</dl><dl id='articles'><h3>Cross submissions (showing 1 of 1 entries)</h3>
${listEntry('2610.91235', tides, '<a href="/a">Mara Osei</a>')}
</dl><dl id='articles'><h3>Replacement submissions (showing 1 of 1 entries)</h3>
${listEntry('hep-ex/0307015', bread, '<a href="/a">Ada Quill</a>', false)}
</dl></body></html>`;

const rule = '-'.repeat(78);

export const arxivMailText = `${rule}
Send any comments regarding submissions directly to submitter.
${rule}
 Submissions to:
Moth Studies
 received from  Tue 13 Oct 26 18:00:00 GMT  to  Wed 14 Oct 26 18:00:00 GMT
${rule}
${rule}
\\\\
arXiv:2610.91234
Date: Tue, 13 Oct 2026 17:10:29 GMT   (56kb,D)

Title: Lantern Paths: How Moths Cross
  a Maze of Mirrors
Authors: Ada Quill, Béla Tóth (Moth Lab) and Mara Osei
Categories: cs.XY q-bio.ZZ
Comments: 12 pages, and nothing
  of it matters
DOI: 10.1234/moth.77
\\\\
  ${lanterns.abstract.replace(' and find ', '\nand find ')}
\\\\ ( https://arxiv.org/abs/2610.91234 ,  56kb)
${rule}
\\\\
arXiv:2610.91235 (*cross-listing*)
Date: Tue, 13 Oct 2026 10:00:00 GMT   (5kb)

Title: ${tides.title}
Authors: Mara Osei
Categories: q-bio.ZZ
\\\\
  ${tides.abstract}
\\\\ ( https://arxiv.org/abs/2610.91235 ,  5kb)
${`${'%%--'.repeat(19)}%%`}
${rule}
\\\\
arXiv:2509.91236
replaced with revised version Tue, 13 Oct 2026 09:00:00 GMT   (1234kb,D)

Title: ${bread.title}
Authors: Ada Quill
Categories: cs.XY
\\\\ ( https://arxiv.org/abs/2509.91236 ,  1234kb)
${rule}
`;

export const oaiRecords = `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-10-14T00:36:09Z</responseDate>
<request verb="ListRecords">http://export.arxiv.org/oai2</request><ListRecords>
<record><header><identifier>oai:arXiv.org:2610.91234</identifier><datestamp>2026-10-14</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2610.91234</id><created>2026-10-12</created>
<authors><author><keyname>Quill</keyname><forenames>Ada</forenames></author><author><keyname>Tóth</keyname><forenames>Béla</forenames><suffix>Jr</suffix></author></authors>
<title>${lanterns.title}</title><categories>cs.XY q-bio.ZZ</categories><doi>10.1234/moth.77</doi><abstract>${lanterns.abstract}</abstract></arXiv></metadata></record>
<record><header status="deleted"><identifier>oai:arXiv.org:2610.91235</identifier><datestamp>2026-10-14</datestamp></header></record>
<record><header><identifier>oai:arXiv.org:2610.91236</identifier><datestamp>2026-10-14</datestamp></header>
<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>${tides.title}</dc:title><dc:creator>Osei, Mara</dc:creator><dc:description>${tides.abstract}</dc:description><dc:date>2026-10-11</dc:date></oai_dc:dc></metadata></record>
</ListRecords></OAI-PMH>`;

export const biorxivAnswer = JSON.stringify({
  messages: [{ status: 'ok', count: 2, total: '2' }],
  collection: [
    {
      ...{ title: lanterns.title, abstract: lanterns.abstract, authors: 'Quill, A.; Tóth, B. J.' },
      ...{
        doi: '10.1101/2026.10.13.912345',
        date: '2026-10-3',
        version: '2',
        category: 'moths',
        server: 'bioRxiv',
      },
    },
    {
      title: tides.title,
      authors: '',
      doi: '10.1101/912346',
      date: 'soon',
      version: '1',
      server: 'medRxiv',
    },
  ],
});

export const openreviewNotes = JSON.stringify({
  notes: [
    {
      ...{ id: 'aB1', forum: 'aB1', cdate: Date.UTC(2026, 9, 13, 23, 59) },
      content: {
        title: { value: lanterns.title },
        abstract: { value: lanterns.abstract },
        authors: { value: [{ fullname: 'Ada Quill', username: '~Ada_Quill1' }, 'Béla Tóth'] },
        keywords: { value: ['moths'] },
        pdf: { value: '/pdf/0a1b.pdf' },
      },
    },
    {
      ...{ id: 'cD2', forum: 'cD2', replyto: null, invitation: 'Moths.org/2026/-/Submission' },
      content: { title: tides.title, abstract: null, authors: ['Mara Osei'], pdf: null },
    },
    { id: 'eF3', forum: 'aB1', replyto: 'aB1', content: { title: { value: 'Review' } } },
  ],
  count: 3,
});

export const scholarAnswer = JSON.stringify({
  ...{ total: 41, offset: 2, next: 4 },
  data: [
    {
      ...{ paperId: 'a'.repeat(40), title: lanterns.title, abstract: lanterns.abstract },
      ...{
        externalIds: { ArXiv: '2610.91234', DOI: '10.1234/moth.77' },
        publicationDate: '2026-10-13',
      },
      ...{
        authors: [{ authorId: '1', name: 'Ada Quill' }],
        openAccessPdf: { url: 'https://example.org/m.pdf' },
      },
    },
    {
      paperId: 'b'.repeat(40),
      title: tides.title,
      abstract: null,
      authors: null,
      externalIds: null,
      openAccessPdf: null,
    },
  ],
});

export const jsonFeedText = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Moths',
  items: [
    {
      ...{
        id: 'https://example.org/1',
        url: 'https://example.org/1',
        external_url: 'https://arxiv.org/abs/2610.91234v1',
      },
      ...{
        title: lanterns.title,
        content_html: `<p>${lanterns.abstract} &amp; more</p>`,
        tags: ['moths'],
      },
      ...{
        authors: [{ name: 'Ada Quill' }, { name: 'Béla Tóth' }],
        date_published: '2026-10-13T23:00:00-08:00',
      },
    },
    { id: '2', title: tides.title, summary: tides.abstract, author: { name: 'Mara Osei' } },
    { id: '3', content_text: 'no title' },
  ],
});

export const pubmedArticles = `<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example.org/pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">99912345</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2026</Year><Month>Oct</Month></PubDate></JournalIssue><Title>Moths</Title></Journal>
<ArticleTitle>${lanterns.title.replace('Moths', '<i>Moths</i>')}</ArticleTitle>
<Abstract><AbstractText Label="AIMS">To see moths.</AbstractText><AbstractText Label="RESULTS">We saw H<sub>2</sub>O.</AbstractText></Abstract>
<AuthorList CompleteYN="Y"><Author><LastName>Quill</LastName><ForeName>Ada</ForeName></Author><Author><CollectiveName>Moth Lab</CollectiveName></Author></AuthorList>
<ArticleDate><Year>2026</Year><Month>10</Month><Day>03</Day></ArticleDate></Article>
<KeywordList><Keyword>moths</Keyword></KeywordList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1234/moth.77</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1234/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
</PubmedArticleSet>`;
