/** Names documents that are no listing, so that the refusal says what was given instead. */
import { rootElement } from './root-element.ts';

interface Kind {
  readonly pattern: RegExp;
  readonly is: string;
  readonly hint?: string;
}

const asFeed =
  'Where the service has a feed (RSS, Atom or JSON Feed) of what you search for, give its address instead.';

/** Answers and files in JSON, the more particular before the more general. Patterns look at the first 20,000 characters. */
const jsonKinds: readonly Kind[] = [
  { pattern: /openalex\.org\/|"openalex"/, is: 'an OpenAlex search answer', hint: asFeed },
  {
    pattern: /"resultList"[\s\S]{0,2000}"hitCount"|"hitCount"[\s\S]{0,2000}"resultList"|europepmc/i,
    is: 'a Europe PMC search answer',
    hint: asFeed,
  },
  { pattern: /zenodo\.org|"conceptdoi"/, is: 'a Zenodo search answer', hint: asFeed },
  { pattern: /"message-type"\s*:/, is: 'a Crossref answer', hint: asFeed },
  { pattern: /dblp\.org|"completions"\s*:/, is: 'a DBLP search answer', hint: asFeed },
  { pattern: /doaj\.org/, is: 'a DOAJ search answer', hint: asFeed },
  { pattern: /"numFound"\s*:/, is: 'a search answer of HAL or another Solr index', hint: asFeed },
  { pattern: /core\.ac\.uk/, is: 'a CORE search answer', hint: asFeed },
  {
    pattern: /"esearchresult"\s*:/,
    is: 'a PubMed search answer, which holds ids only',
    hint: 'Fetch the articles themselves with efetch (retmode=xml), or use the RSS of the search.',
  },
  {
    pattern: /^\s*\{\s*"authorId"\s*:/,
    is: 'an author record of Semantic Scholar',
    hint: 'Ask for the author’s papers: /graph/v1/author/ID/papers?fields=title,abstract,authors',
  },
  {
    pattern:
      /"(?:release_id|start_release|end_release)"\s*:|Semantic Scholar Academic Graph Datasets/,
    is: 'a description of a Semantic Scholar dataset',
  },
  { pattern: /^\s*\[\s*"\d{4}-\d{2}-\d{2}"/, is: 'a list of dates' },
  {
    pattern: /^\s*\{\s*"rss"\s*:/,
    is: 'an RSS feed written as JSON',
    hint: 'Give the RSS feed itself.',
  },
  {
    pattern:
      /"(?:entries|items)"\s*:\s*[[{][\s\S]*"version"\s*:\s*"(?:atom|rss)?[\d.]{0,4}"|^\s*\{\s*"(?:version|feedType)"\s*:/,
    is: 'a feed that some program has already taken apart (JSON)',
    hint: 'Give the feed itself.',
  },
];

/** Root elements of XML documents. */
const xmlKinds: readonly Kind[] = [
  { pattern: /^opml$/i, is: 'a list of feeds (OPML)', hint: 'Name one of the feeds in it.' },
  { pattern: /^(?:urlset|sitemapindex)$/i, is: 'a sitemap' },
  { pattern: /^result$/i, is: 'a DBLP search answer', hint: asFeed },
  {
    pattern: /^eSearchResult$/,
    is: 'a PubMed search answer, which holds ids only',
    hint: 'Fetch the articles themselves with efetch (retmode=xml).',
  },
  {
    pattern: /^channel$/i,
    is: 'a channel in the old Channel Definition Format',
    hint: 'Give an RSS or Atom feed of the site.',
  },
  { pattern: /^svg$/i, is: 'a picture (SVG)' },
];

const htmlKinds: readonly Kind[] = [
  {
    pattern: /<title>\s*(?:Just a moment|Attention Required|Are you a robot|Access denied)/i,
    is: 'a page that asks whether you are a person, not the listing',
    hint: 'Open it in a browser, and save or copy it there.',
  },
  {
    pattern:
      /<title>\s*(?:\d{3}\b[^<]{0,60}|[^<]{0,40}(?:not found|moved|error|unavailable)[^<]{0,40})<\/title>/i,
    is: 'an error page of a web server',
  },
];

export interface WhatItIs {
  /** "an OpenAlex search answer". */
  readonly is: string;
  readonly hint: string;
}

/** What the document is, where that can be told from its beginning; null for plain text and the unknown. */
export function whatItIs(text: string): WhatItIs | null {
  const head = text.slice(0, 20_000);
  const first = head.trimStart().charAt(0);
  if (first === '{' || first === '[')
    return named(jsonKinds, head) ?? saying('a JSON document of another kind');
  if (first !== '<') return null;
  const root = rootElement(head);
  if (root === null) return saying('an XML document without any element');
  const html =
    /^(?:html|head|body|title|meta|script|div|p|h\d|table|main)$/i.test(root) ||
    /<!doctype html/i.test(head.slice(0, 2_000));
  if (html) return named(htmlKinds, head) ?? saying('an HTML page without a listing');
  return named(xmlKinds, root) ?? saying(`an XML document (<${root}>)`);
}

function named(kinds: readonly Kind[], text: string): WhatItIs | null {
  const kind = kinds.find(({ pattern }) => pattern.test(text));
  return kind === undefined ? null : saying(kind.is, kind.hint);
}

function saying(
  is: string,
  hint = 'Save the whole listing (page, feed or answer), or copy all of its text with the heading.',
): WhatItIs {
  return { is, hint };
}
