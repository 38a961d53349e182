/** The HTML of a Hugging Face papers page (a day, a week, a month or trending), saved or fetched. */
import { PaperboyError } from '../../lib/errors.ts';
import type { Listing } from '../../model/listing.ts';
import { composeHfListing } from '../hf-listing.ts';
import { checkDepth } from '../markup-depth.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { readEmbeddedData } from './embedded-data.ts';
import { readArticles } from './read-articles.ts';

/** A page of HTML that carries the daily papers' data or links to papers of the site, or says that it should. */
function recognises(text: string): boolean {
  if (
    !/^\s*(?:<!--[^<]{0,2000}-->\s*)?<(?:!doctype html|html|head|body|main|div|article)\b/i.test(
      text.slice(0, 5_000),
    )
  ) {
    return false;
  }
  if (/data-target\s{0,9}=\s{0,9}["']?DailyPapers\b/.test(text)) return true;
  if (!/huggingface/i.test(text))
    return /<article\b/i.test(text) && text.includes('href="/papers/');
  return (
    /\/papers\/(?:\d|date|week|month|trending)/.test(text) ||
    /<title>\s{0,99}(?:Daily|Trending) Papers/i.test(text)
  );
}

async function parse(document: SourceDocument, context: ParseContext): Promise<Listing> {
  checkDepth(document.name, document.text, 'html');
  const { load } = await import('cheerio');
  // The lenient tokenizer takes time in proportion to the page; the standard one's tree repair can take its square.
  const $ = load(document.text, { xml: { xmlMode: false, decodeEntities: true } });
  const data = readEmbeddedData($);
  if (typeof data !== 'string') {
    const records = data.items.map((value) => ({ value, line: null }));
    const day = data.day ?? context.date;
    return composeHfListing({ name: document.name, format: 'hf-html', records, problems: [], day });
  }
  const entries = readArticles($);
  if (entries.length === 0) throw changedLayout(document.name, data);
  return {
    format: 'hf-html',
    listedOn: context.date,
    dayInferred: false,
    entries: entries.map((entry) => ({ ...entry, listedOn: context.date })),
    problems: [{ line: null, message: `${data}; the entries were read from the page's markup` }],
  };
}

function changedLayout(name: string, reason: string): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${name} looks like a Hugging Face papers page, but ${reason} and no <article> has the title of a paper: the page's layout may have changed`,
    { hint: 'Use the JSON answer instead: https://huggingface.co/api/daily_papers' },
  );
}

export const hfHtml = {
  format: 'hf-html',
  describes: "the HTML of Hugging Face's Daily or Trending Papers page",
  recognises,
  parse,
} satisfies ListingParser;
