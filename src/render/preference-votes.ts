/** What was learned from a reader's votes, in words, and the last of them with a box each to take them back. */
import { shortDay } from '../lib/days.ts';
import { cleanText, count, groupDigits, shorten } from '../lib/text.ts';
import { loadTemplate } from './template.ts';

export interface ReaderVotes {
  /** Of how many papers they said more like this, and less. */
  readonly liked: number;
  readonly disliked: number;
  /** The interests that stood out, those with most papers first. */
  readonly likes: readonly { readonly words: readonly string[]; readonly papers: number }[];
  /** Newest first. */
  readonly latest: readonly ReaderVote[];
}

export interface ReaderVote {
  /** The paper's. */
  readonly key: string;
  readonly title: string;
  /** http(s); null where no page is known. */
  readonly url: string | null;
  readonly value: 1 | -1;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Brought along with a library rather than pressed. */
  readonly isImported: boolean;
}

/** How many interests are told in words. */
const mostInterests = 8;

/** Longer titles are cut: a page with many must stay small. */
const longestTitle = 200;

/**
 * The section as HTML; empty where nothing was voted.
 * @param action where its form goes
 * @param problem beside the boxes, where it was sent without any
 * @throws PaperboyError TEMPLATE_INVALID
 */
export async function renderPreferenceVotes(
  votes: ReaderVotes,
  action: string,
  problem: string | null,
): Promise<string> {
  const { liked, disliked, likes, latest } = votes;
  const total = liked + disliked;
  if (total === 0) return '';
  const fill = await loadTemplate('preference-votes');
  const told = likes.filter(({ words }) => words.length > 0);
  const lines = told.slice(0, mostInterests).map(({ words, papers }) => ({
    words: words.map(cleanText),
    papers: count(papers, 'paper'),
  }));
  const more = told.length - lines.length;
  return fill({
    ...{ action, problem },
    one: lines.length === 1 ? lines[0] : null,
    several: lines.length > 1 ? lines : null,
    smaller: more > 0 ? count(more, 'smaller interest') : null,
    said: said(liked, disliked),
    head: latest.length < total ? `Your last ${latest.length} votes` : 'Your votes',
    before: latest.length < total ? `${groupDigits(total)} in all.` : null,
    votes: latest.map(({ key, title, url, value, day, isImported }, at) => ({
      ...{ key, url, id: `vote-${at + 1}`, first: at === 0 },
      title: shorten(cleanText(title), longestTitle) || '(untitled)',
      fact: `${value === 1 ? 'more' : 'less'} like this${isImported ? ', imported' : ''}`,
      ...{ day, date: shortDay(day) },
    })),
  });
}

function said(liked: number, disliked: number): string {
  const more = liked === 0 ? [] : [`“more like this” of ${count(liked, 'paper')}`];
  const less = disliked === 0 ? [] : [`“less like this” of ${count(disliked, 'paper')}`];
  return `You said ${[...more, ...less].join(', and ')}.`;
}
