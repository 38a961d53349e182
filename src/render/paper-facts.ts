/** The quiet line under a title: who, when, and how much attention, as far as known. */
import { shortDay } from '../lib/days.ts';
import { count } from '../lib/text.ts';
import type { RankedPaper } from '../model/digest.ts';
import type { Paper, Sighting } from '../model/paper.ts';

/** "OpenLab · A. One, B. Two and 5 more · 12 Oct · 43 upvotes · 5 comments"; unknown facts are left out. */
export function factsOf(
  ranked: Pick<RankedPaper, 'paper' | 'sightings'>,
  issueDay: string,
): string[] {
  const { paper, sightings } = ranked;
  const facts = [
    paper.organization,
    authorsLine(paper),
    paper.published === null ? null : dayNear(paper.published, issueDay),
    counted(sightings, 'upvotes', 'upvote'),
    counted(sightings, 'comments', 'comment'),
    counted(sightings, 'stars', 'star'),
  ];
  return facts.filter((fact) => fact !== null);
}

/** The fact with spaces that do not break, unless it is long: lines shall not break inside "87 upvotes". */
export function unbroken(fact: string): string {
  return fact.length > 24 ? fact : fact.replaceAll(' ', '\u00a0');
}

/** "A. One", "A. One and B. Two", "A. One, B. Two and C. Three", "A. One, B. Two and 5 more", "9 authors", or null where nothing is known. */
export function authorsLine(paper: Pick<Paper, 'authors' | 'authorCount'>): string | null {
  const [first, second, third, ...rest] = paper.authors ?? [];
  if (first === undefined) {
    return paper.authorCount === null ? null : count(paper.authorCount, 'author');
  }
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  const others = rest.length === 0 ? third : `${rest.length + 1} more`;
  return `${first}, ${second} and ${others}`;
}

/** "12 Oct", with the year only where it is not the issue's. */
export function dayNear(day: string, issueDay: string): string {
  const short = shortDay(day);
  return day.slice(0, 4) === issueDay.slice(0, 4) ? short.replace(/ \d{4}$/, '') : short;
}

/** Counters only grow, so the highest known is the latest; null where no source told. */
function counted(
  sightings: readonly Sighting[],
  signal: 'upvotes' | 'comments' | 'stars',
  noun: string,
): string | null {
  const known = sightings.map((sighting) => sighting[signal]).filter((value) => value !== null);
  return known.length === 0 ? null : count(Math.max(...known), noun);
}
