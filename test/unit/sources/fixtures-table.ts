/** What becomes of every document under the shared fixtures: the format that reads it, or the words that refuse it. */
import type { ListingFormat } from '../../../src/model/listing.ts';

export interface FixtureRow {
  /** Of `folder/file`; the first row that fits counts. */
  readonly file: RegExp;
  /** null where it must be refused. */
  readonly format: ListingFormat | null;
  /** In the message of the refusal; beside a format, that of documents of this format which hold nothing to read. */
  readonly refusal?: RegExp;
}

const untitled = /entry 1 has no title/;

export const fixtureTable: readonly FixtureRow[] = [
  { file: /^arxiv-api-atom\//, format: 'arxiv-api' },
  { file: /^arxiv-oai\//, format: 'arxiv-oai' },
  { file: /^arxiv-rss\//, format: 'feed' },
  { file: /^biorxiv\/.*\.json$/, format: 'biorxiv-api' },
  { file: /^biorxiv\/.*\.rdf$/, format: 'feed' },
  { file: /^blogs\//, format: 'feed' },

  { file: /^feeds-conformance\/cdf-/, format: null, refusal: /Channel Definition Format/ },
  {
    file: /^feeds-conformance\/gofeed-(?:json-version|universal-json10_feed)/,
    format: 'json-feed',
  },
  {
    file: /^feeds-conformance\/gofeed-json-invalid/,
    format: null,
    refusal: /a JSON document of another kind/,
  },
  {
    file: /^feeds-conformance\/gofeed-.*\.json$/,
    format: null,
    refusal: /a feed that some program has already taken apart/,
  },
  { file: /^feeds-conformance\//, format: 'feed', refusal: untitled },

  {
    file: /^feeds-malformed\/(?:nfp-notafeed|miniflux-encoding.*)\.html$/,
    format: null,
    refusal: /an HTML page without a listing/,
  },
  {
    file: /^feeds-malformed\/fp-illformed-rss_empty_document/,
    format: null,
    refusal: /an XML document without any element/,
  },
  {
    file: /^feeds-malformed\/miniflux-xml-iso88591/,
    format: null,
    refusal: /an XML document \(<note>\)/,
  },
  { file: /^feeds-malformed\/fp-encoding-utf-32be-bom/, format: null, refusal: /a binary file/ },
  {
    file: /^feeds-malformed\/fp-(?:illformed-aaa_illformed|encoding-bozo_invalid-bytes-with-bom)/,
    format: null,
    refusal: /not well-formed/,
  },
  { file: /^feeds-malformed\//, format: 'feed', refusal: untitled },

  {
    file: /^feeds-real\/ScriptingNews\.json$/,
    format: null,
    refusal: /an RSS feed written as JSON/,
  },
  { file: /^feeds-real\/authors\.json$/, format: null, refusal: untitled },
  {
    file: /^feeds-real\/unrecognized\.rss$/,
    format: null,
    refusal: /an error page of a web server/,
  },
  {
    file: /^feeds-real\/(?:(?:incomplete|missing)-fields\.atom|feedrs-rss_2\.0_spec_1\.xml)$/,
    format: null,
    refusal: untitled,
  },
  { file: /^feeds-real\/.*\.json$/, format: 'json-feed' },
  { file: /^feeds-real\//, format: 'feed' },

  { file: /^hackernews\//, format: 'feed' },
  {
    file: /^hf-daily-json\/damaged-/,
    format: null,
    refusal: /a Python dictionary that was written as text/,
  },
  { file: /^hf-daily-json\//, format: 'hf-json' },
  { file: /^hf-html\//, format: 'hf-html' },
  { file: /^journals\//, format: 'feed' },
  { file: /^openreview\//, format: 'openreview' },

  { file: /^other-apis\/openalex/, format: null, refusal: /an OpenAlex search answer/ },
  { file: /^other-apis\/europepmc/, format: null, refusal: /a Europe PMC search answer/ },
  { file: /^other-apis\/zenodo/, format: null, refusal: /a Zenodo search answer/ },
  { file: /^other-apis\/dblp/, format: null, refusal: /a DBLP search answer/ },

  { file: /^pubmed\/pubmed_efetch\.xml$/, format: 'pubmed' },
  {
    file: /^pubmed\/pubmed_esearch\.json$/,
    format: null,
    refusal: /a PubMed search answer, which holds ids only/,
  },
  { file: /^pubmed\/rss-/, format: 'feed' },

  {
    file: /^semantic-scholar\/get_author-/,
    format: null,
    refusal: /an author record of Semantic Scholar/,
  },
  { file: /^semantic-scholar\/get_available_releases/, format: null, refusal: /a list of dates/ },
  {
    file: /^semantic-scholar\/get_(?:dataset|release)/,
    format: null,
    refusal: /a description of a Semantic Scholar dataset/,
  },
  {
    file: /^semantic-scholar\/(?:not_found|.*_negative_only)/,
    format: null,
    refusal: /an error of the site/,
  },
  {
    file: /^semantic-scholar\/search_paper_(?:bulk|fields_of|open_access|year)/,
    format: null,
    refusal: /papers of Semantic Scholar.*entry 1 has no title/,
  },
  { file: /^semantic-scholar\//, format: 'semantic-scholar' },
];
