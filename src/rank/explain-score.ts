/** The arithmetic of a score as named parts that add up to it, and the reasons that rest on them. Pure. */
import type { ScorePart } from '../model/digest.ts';
import type { Paper } from '../model/paper.ts';
import { explainAttention } from './explain-attention.ts';
import type { Explained } from './fit-reader.ts';
import { type JudgedPaper, matchValue, trendShare } from './judged-paper.ts';
import { type Reasons, reasonsFor } from './reasons.ts';
import type { Source } from './relevance/examples.ts';
import { surfaceWords } from './surface-words.ts';
import { weights } from './weights.ts';

/** Liked papers with a part of their own; the others share one. */
const mostLiked = 3;

export function explainScore(
  judged: JudgedPaper,
): Reasons & { readonly parts: readonly ScorePart[] } {
  const { paper, reader, row, followed, attention, recency } = judged;
  const share = trendShare(reader);
  const fit = share < 1 ? reader.explain(row) : null;
  const given = [...(fit?.addends ?? [])].map(([source, addends]) => ({
    source,
    value: (1 - share) * sumOf(addends),
    meaning: (1 - share) * ((addends.meaning ?? 0) + (addends.embedding ?? 0)),
    // A reader may like thousands of papers: only what is shown is put in words.
    get detail() {
      return `${(1 - share).toFixed(2)} × (${inWords(addends)})`;
    },
  }));
  const topics = reader.interests.topics.map(({ name }, at) =>
    topicPart(
      judged,
      name,
      given.find(({ source }) => is(source, 'topic', at)),
    ),
  );
  const liked = given
    .filter(({ source }) => source?.kind === 'liked')
    .sort((a, b) => b.value - a.value);
  const likedPaper = ({ source }: Given) => reader.taste.liked[source?.at ?? 0] as Paper;
  const byAuthors = given.find(({ source }) => source?.kind === 'author');
  const average = given.find(({ source }) => source === null);
  const pull = fit?.pull ?? { value: 0, from: -1 };
  const away = reader.taste.disliked[pull.from];
  const parts = [
    ...topics,
    ...liked
      .slice(0, mostLiked)
      .map((like) => ({ name: `liked “${likedPaper(like).title}”`, ...without(like) })),
    ...together('other papers you liked', liked.slice(mostLiked)),
    ...(byAuthors === undefined
      ? []
      : [{ name: 'authors of papers you liked', ...without(byAuthors) }]),
    ...(away === undefined
      ? []
      : [
          {
            name: `disliked “${away.title}”`,
            value: (1 - share) * pull.value,
            detail: 'nearer to it than to what you liked',
          },
        ]),
    ...(average === undefined
      ? []
      : [
          {
            name: 'the average paper',
            value: average.value + (fit?.rounding ?? 0) * (1 - share),
            detail: average.detail,
          },
        ]),
    ...followed.authors.map((name) => ({
      name: `author ${name}`,
      value: weights.author,
      detail: 'followed',
    })),
    ...(followed.organization === null
      ? []
      : [
          {
            name: `organisation ${followed.organization}`,
            value: weights.organization,
            detail: 'followed',
          },
        ]),
    {
      name: 'attention',
      value: share * attention.z,
      detail: `${share.toFixed(2)} × ${attention.z.toFixed(3)}: ${explainAttention(attention)}`,
    },
    {
      name: 'recency',
      value: weights.recency * recency,
      detail: `${weights.recency} × ${recency.toFixed(3)} (${paper.published === null ? 'day unknown, so the middle of all' : `published ${paper.published}`})`,
    },
  ].filter(({ value }) => value !== 0);
  const likedValue = liked.reduce((sum, { value }) => sum + value, 0);
  const told = reasonsFor(judged, {
    near: reader.interests.topics.map(({ name }, at) => ({
      name,
      value: given.find(({ source }) => is(source, 'topic', at))?.meaning ?? 0,
    })),
    liked: liked[0] === undefined ? null : { paper: likedPaper(liked[0]), value: liked[0].value },
    shared: likedValue >= weights.telling ? surfaceWords(paper, fit?.shared ?? []) : [],
    authors: (byAuthors?.value ?? 0) > 0 ? reader.likedAuthorsOf(paper) : [],
    attention: share * attention.z,
  });
  return { parts, ...told };
}

interface Given {
  readonly source: Source | null;
  readonly value: number;
  readonly detail: string;
}

function topicPart(
  { matches, reader }: JudgedPaper,
  name: string,
  given: Given | undefined,
): ScorePart {
  const match = matches.find(({ topic }) => topic.name === name);
  const found = match === undefined ? 0 : (1 - trendShare(reader)) * matchValue(match);
  const where = match === undefined ? [] : [`${placeInWords[match.found]} ${signed(found)}`];
  return {
    name: `topic “${name}”`,
    value: (given?.value ?? 0) + found,
    detail: [...(given === undefined ? [] : [given.detail]), ...where].join(', '),
  };
}

const placeInWords = {
  title: 'in the title',
  abstract: 'in the abstract',
  near: 'words close together',
  apart: 'words apart',
} as const;

function is(source: Source | null, kind: Source['kind'], at: number): boolean {
  return source?.kind === kind && source.at === at;
}

function without({ value, detail }: Given): Omit<Given, 'source'> {
  return { value, detail };
}

function together(name: string, parts: readonly { readonly value: number }[]): ScorePart[] {
  if (parts.length === 0) return [];
  return [
    {
      name,
      value: parts.reduce((sum, { value }) => sum + value, 0),
      detail: `${parts.length} of them`,
    },
  ];
}

function sumOf(addends: Explained): number {
  return Object.values(addends).reduce((sum, value) => sum + value, 0);
}

function inWords(addends: Explained): string {
  return Object.entries(addends)
    .map(([name, value]) => `${name} ${signed(value)}`)
    .join(', ');
}

/** What is nothing, rounded, is not below it. */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return `${value < 0 && Number(text) > 0 ? '−' : '+'}${text}`;
}
