/** Where a paper's title and its small links lead; a title search stands in where no source told. */
import type { Paper } from '../model/paper.ts';
import { httpAddress } from './clean-digest.ts';
import type { RenderOptions } from './options.ts';

export interface PaperLink {
  readonly label: string;
  readonly url: string;
}

/** The best known page of the paper: abstract, else its page at the listing, else the PDF, else null. */
export function paperUrl(paper: Paper): string | null {
  return paper.links.abstract ?? paper.links.listing ?? paper.links.pdf;
}

/** The search address for a title, or null when the configured pattern is no http(s) address. */
export function searchUrl(title: string, searchLink: string): string | null {
  const words = encodeURIComponent(title.slice(0, 200).replace(/[\ud800-\udbff]$/, ''));
  return httpAddress(searchLink.replaceAll('{title}', () => words));
}

/** The paper's page, or the title search. */
export function titleUrl(paper: Paper, searchLink: string): string | null {
  return paperUrl(paper) ?? searchUrl(paper.title, searchLink);
}

/** Every known link with its label; "find" leads to the title search and stands first where no page is known. */
export function linksOf(paper: Paper, searchLink: string): PaperLink[] {
  const { abstract, pdf, listing, code } = paper.links;
  const find = paperUrl(paper) === null ? searchUrl(paper.title, searchLink) : null;
  const links = [
    { label: 'find (title search)', url: find },
    { label: 'abstract', url: abstract },
    { label: 'PDF', url: pdf },
    { label: 'discussion', url: listing },
    { label: 'code', url: code },
  ];
  return links.flatMap(({ label, url }) => (url === null ? [] : [{ label, url }]));
}

/** Where a mail's reader says more or less of this paper; null where nobody is asked. */
export function paperVoteUrl({ key }: Paper, { mail, votes }: RenderOptions): string | null {
  return mail && votes !== null ? votes + encodeURIComponent(key) : null;
}
