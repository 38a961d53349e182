/** The digest as HTML: the view the template is filled with. */
import { longDay } from '../lib/days.ts';
import { shorten } from '../lib/text.ts';
import type { Digest, DigestPaper, DigestSection } from '../model/digest.ts';
import type { Paper } from '../model/paper.ts';
import type { RenderOptions } from './options.ts';
import { factsOf, unbroken } from './paper-facts.ts';
import { linksOf, paperVoteUrl, titleUrl } from './paper-links.ts';
import { loadTemplate } from './template.ts';
import { issueTitle, moreLine, noTracking, preheader, standfirst, voteLabel } from './wording.ts';

/** Invisible filler, so that an inbox does not go on with the masthead after the preheader. */
export const preheaderPadding = '\u034f\u200c\u00a0'.repeat(60);

/** The HTML of a clean digest, whatever its size; `fitMail` keeps mails within bounds. */
export async function renderHtml(digest: Digest, options: RenderOptions): Promise<string> {
  const fill = await loadTemplate('digest');
  return fill(digestView(digest, options));
}

/** Every slot of templates/digest.mjml with its value. */
export function digestView(digest: Digest, options: RenderOptions): object {
  return {
    title: digest.title,
    issueTitle: issueTitle(digest),
    day: longDay(digest.date),
    standfirst: standfirst(digest),
    greeting: digest.greeting ?? null,
    preheader: options.mail ? preheader(digest) : null,
    preheaderPadding,
    sections: digest.sections.map((section) => sectionView(section, digest, options)),
    notices: digest.notices,
    mail: options.mail,
    why: options.why,
    unsubscribe: options.unsubscribe,
    preferences: options.preferences,
    sender: options.sender,
    voteLabel: unbroken(voteLabel),
    noTracking,
  };
}

function sectionView(section: DigestSection, digest: Digest, options: RenderOptions): object {
  return {
    title: section.title,
    more: moreLine(section.more),
    papers: section.papers.map((ranked) => paperView(ranked, digest, options)),
  };
}

function paperView(ranked: DigestPaper, digest: Digest, options: RenderOptions): object {
  const links = linksOf(ranked.paper, options.searchLink);
  const vote = voteView(ranked.paper, options);
  return {
    title: ranked.paper.title,
    url: titleUrl(ranked.paper, options.searchLink),
    facts: factsOf(ranked, digest.date).map(unbroken),
    summary: ranked.summary,
    why: ranked.reasons.join('; '),
    similar: ranked.similar.map((paper) => similarView(paper, options)),
    links,
    vote,
    leads: links.length > 0 || vote !== null,
  };
}

/** Heard without the paper around it, a link must say which one it means. */
function voteView(paper: Paper, options: RenderOptions): object | null {
  const url = paperVoteUrl(paper, options);
  return url === null ? null : { url, label: `${voteLabel}: ${shorten(paper.title, 80)}` };
}

function similarView(paper: Paper, options: RenderOptions): object {
  return { title: paper.title, url: titleUrl(paper, options.searchLink) };
}
