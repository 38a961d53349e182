/** Why a paper is here, in words: each sentence names something that carried its score. Pure. */
import { dayAndMonth, daysBetween, weekdayName } from '../lib/days.ts';
import { groupDigits, shorten } from '../lib/text.ts';
import type { Day } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import type { Attention } from './attention.ts';
import { type JudgedPaper, trendShare } from './judged-paper.ts';
import type { TopicMatch } from './match-topic.ts';
import type { Standing } from './standing.ts';
import { weights } from './weights.ts';

const most = 4;

/** What the parts of a score say; only what lifted it is a reason. */
export interface Grounds {
  /** The reader's topics, each with what its meaning gave, apart from its words. */
  readonly near: readonly { readonly name: string; readonly value: number }[];
  /** The liked paper that gave most. */
  readonly liked: { readonly paper: Paper; readonly value: number } | null;
  /** Words shared with liked papers. */
  readonly shared: readonly string[];
  /** Authors who wrote papers the reader liked. */
  readonly authors: readonly string[];
  readonly attention: number;
}

export interface Reasons {
  /** Strongest first; at least one. Topics come best first. */
  readonly reasons: readonly string[];
  /** What would be told to any reader: attention and age. */
  readonly signals: readonly string[];
}

/** The reasons of one paper. */
export function reasonsFor(judged: JudgedPaper, grounds: Grounds): Reasons {
  const { followed, matches, attention } = judged;
  const signals = describeSignals(judged, grounds.attention);
  const found = new Set(matches.map(({ topic }) => topic.name));
  // Whoever is followed is told already.
  const writers = grounds.authors.filter((author) => !followed.authors.includes(author));
  const near = grounds.near
    .filter(({ name, value }) => !found.has(name) && value >= weights.telling)
    .sort((a, b) => b.value - a.value);
  const reasons = [
    ...followed.authors.map((author) => `by ${author}, whom you follow`),
    ...(followed.organization === null ? [] : [`from ${followed.organization}, which you follow`]),
    ...(trendShare(judged.reader) < 1 ? matches : []).map(describeMatch),
    ...describeLiked(grounds),
    ...writers.slice(0, 1).map((author) => `by ${author}, whose work you liked`),
    ...near.slice(0, 1).map(({ name }) => `close to “${name}” in meaning`),
    ...signals,
  ];
  return {
    reasons: reasons.length > 0 ? reasons.slice(0, most) : [describeListing(attention)],
    signals: signals.slice(0, most),
  };
}

function describeSignals({ paper, attention, date }: JudgedPaper, value: number): string[] {
  const age = paper.published === null ? null : daysBetween(paper.published, date);
  return [
    ...(value > 0 ? describeAttention(attention, date) : []),
    ...(age !== null && age >= 0 && age <= 7 ? [`published ${daysAgo(age)}`] : []),
  ];
}

/** The title of a liked paper, where it carried the score, and the words both have. */
function describeLiked({ liked, shared }: Grounds): string[] {
  const words = shared.slice(0, 3).map((word) => `“${word}”`);
  const sharing = words.length === 0 ? [] : [`shares ${words.join(', ')} with papers you liked`];
  if (liked === null || liked.value < weights.telling) return sharing;
  return [`like “${shorten(liked.paper.title, mostOfTitle)}”, which you liked`, ...sharing];
}

const mostOfTitle = 60;

function describeMatch({ topic, found, words, of }: TopicMatch): string {
  if (words < of) return `${words} of the ${of} words of “${topic.name}”`;
  switch (found) {
    case 'title':
      return `“${topic.name}” in the title`;
    case 'abstract':
      return `“${topic.name}” in the abstract`;
    case 'near':
      return `the words of “${topic.name}” close together`;
    case 'apart':
      return `the words of “${topic.name}”, but not together`;
  }
}

/** Only what lifts a paper well above the middle is a reason. */
function describeStanding(standing: Standing): string | null {
  const { signal, value, share, listed } = standing;
  if (signal === 'position')
    return value <= Math.max(3, listed / 10) && share > 0.5 ? describePlace(standing) : null;
  if (value === 0 || share <= 0.5) return null;
  const noun = value === 1 ? signal.replace(/s$/, '') : signal;
  const number = `${groupDigits(value)} ${noun}`;
  const than = describeComparison(standing);
  return than === null ? number : `${number}, ${than}`;
}

/** The comparison in words, where it says something; what is counted is how fast a signal grew, not its height. */
function describeComparison({ sighting, share, velocity, comparison }: Standing): string | null {
  if (velocity === null || comparison === null) return null;
  const { than, slower, sameTime } = comparison;
  const papers = velocity.again ? 'papers seen again' : 'papers';
  if (than === 'day') {
    if (share < 0.7 || slower <= 0.5) return null;
    return `${sameTime ? 'more' : 'growing faster'} than most that day`;
  }
  const tenths = Math.floor(slower * 10 + 1e-9);
  if (tenths < 7) return null;
  const when = than === 'weekday' ? `on a ${weekdayName(sighting.day)}` : 'of the last weeks there';
  return `growing faster than ${tenths < 10 ? `${tenths} of 10` : 'all'} ${papers} ${when}`;
}

function describeAttention(attention: Attention, date: Day): string[] {
  const { standings, sources } = attention;
  return [
    ...describeComeBack(attention, date),
    ...standings.map(describeStanding).filter((text) => text !== null),
    ...(sources > 1 ? [`seen in ${sources} listings`] : []),
  ];
}

function describeComeBack({ comeBack }: Attention, date: Day): string[] {
  if (comeBack === null) return [];
  const { how, day } = comeBack;
  return how === 'long published'
    ? [`trending ${daysBetween(day, date)} days after it was published`]
    : [`back in trend: first seen ${dayAndMonth(day, date)}`];
}

function describePlace({ value, listed }: Standing): string {
  return `${ordinal(value)} of ${groupDigits(listed)} listed`;
}

/** For a paper with nothing to its credit: where it stands, as far as its source says. */
function describeListing({ standings, sighting }: Attention): string {
  const place = standings.find(({ signal }) => signal === 'position');
  return place === undefined ? `listed by ${sighting.source}` : describePlace(place);
}

function daysAgo(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${groupDigits(number)}${ending}`;
}
