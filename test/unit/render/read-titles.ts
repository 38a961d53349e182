/** Reads the papers' titles back out of each format with decoders that know nothing of the renderers. */
import { load } from 'cheerio';
import RssParser from 'rss-parser';
import type { DigestFormat } from '../../../src/render/render.ts';

/** Titles in order. Text is wrapped, so there the titles come without white space. */
export async function readTitles(format: DigestFormat, output: string): Promise<string[]> {
  switch (format) {
    case 'html': {
      const $ = load(output);
      return $('h3')
        .toArray()
        .map((heading) => $(heading).text());
    }
    case 'rss':
    case 'atom': {
      const strict = await new RssParser().parseString(output);
      const $ = load(output, { xml: true });
      const tolerant = $('item > title, entry > title')
        .toArray()
        .map((title) => $(title).text());
      const titles = strict.items.map((item) => item.title ?? '');
      if (titles.join('\n') !== tolerant.join('\n')) throw new Error('two XML parsers disagree');
      return tolerant;
    }
    case 'json':
      return field(JSON.parse(output).papers);
    case 'jsonfeed':
      return field(JSON.parse(output).items);
    case 'markdown':
      return [...output.matchAll(/^### (.*)$/gm)].map((match) => readMarkdown(match[1] ?? ''));
    case 'text':
      return [...output.matchAll(/^ *\d+\. ([\s\S]*?)\n +Why: /gm)].map((match) =>
        (match[1] ?? '').replace(/\s/g, ''),
      );
  }
}

function field(items: readonly { title: string }[]): string[] {
  return items.map((item) => item.title);
}

/** A heading's link text by CommonMark's rule: a backslash before ASCII punctuation is not shown. */
function readMarkdown(heading: string): string {
  const link = /^\[((?:\\.|[^\\[\]])*)\]\(<[^<>]*>\)$/.exec(heading);
  const text = link?.[1] ?? heading;
  const bare = text.replace(/\\[!-/:-@[-`{-~]/g, '');
  if (/[[\]<>*_`&]/.test(bare)) throw new Error(`unescaped markup in ${heading}`);
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
