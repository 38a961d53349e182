/** The papers of a Hugging Face page read from its markup, for pages without readable embedded data. */
import type { CheerioAPI } from 'cheerio';
import { cleanText } from '../../lib/text.ts';
import { type ListedPaper, unknownListedPaper } from '../../model/listing.ts';
import { readCount } from '../count.ts';
import { arxivIdInAddress } from '../web-address.ts';

const authorNumber = /(?:^|\s)(\d{1,6}) authors?(?:\s|$)/;

/** One entry for each `<article>` with a title that links to a paper; a paper shown twice is kept once. */
export function readArticles($: CheerioAPI): ListedPaper[] {
  const entries = new Map<string, Omit<ListedPaper, 'position'>>();
  $('article').each((_, element) => {
    const article = $(element);
    const link = article
      .find('h3 a[href^="/papers/"], h3 a[href^="https://huggingface.co/papers/"]')
      .first();
    const title = cleanText(link.text());
    const path = (link.attr('href') ?? '').split(/[?#]/)[0] ?? '';
    if (title === '' || path === '' || entries.has(path)) return;
    const url = new URL(path, 'https://huggingface.co').href;
    const arxiv = arxivIdInAddress(url);
    const authors = authorNumber.exec(cleanText(article.text()).slice(-20_000))?.[1];
    const comments = cleanText(
      article
        .find(`a[href$="${path.replace(/[^\w./-]/g, '')}#community"]`)
        .first()
        .text(),
    );
    const abstract = cleanText(article.find('p').first().text());
    entries.set(path, {
      ...unknownListedPaper,
      title,
      abstract: abstract.length >= 40 ? abstract : null,
      authorCount: authors === undefined ? null : readCount(authors),
      comments: readCount(comments),
      upvotes: readVotes(
        article
          .find('div.leading-none')
          .toArray()
          .map((each) => $(each).text()),
      ),
      ids: arxiv === null ? {} : { arxiv },
      url,
    });
  });
  return [...entries.values()].map((entry, index) => ({ ...entry, position: index + 1 }));
}

/** The votes stand in a box of their own; other boxes of the same look hold words. The page writes `-` for none. */
function readVotes(boxes: readonly string[]): number | null {
  const votes = boxes
    .map((text) => text.trim())
    .find((text) => text === '-' || readCount(text) !== null);
  return votes === '-' ? 0 : readCount(votes ?? '');
}
