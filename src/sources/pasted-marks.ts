/** The signs by which a pasted papers page is recognised, looked for line by line. */
import { readDayLine } from './pasted-day.ts';

export interface PastedMarks {
  /** The banner that asks to subscribe to the site's mails. */
  readonly banner: boolean;
  /** `Daily Papers` or `Trending Papers` as a line or heading. */
  readonly daily: boolean;
  readonly trending: boolean;
  /** `by AK and the research community`. */
  readonly byline: boolean;
  /** How many dots by themselves have a day below them. */
  readonly blocks: number;
  /** How many lines give a number of authors. */
  readonly authors: number;
  /** How many lines say `Published on` and a month. */
  readonly published: number;
  /** How many lines begin with `Upvote`, or with `GitHub` and its number of stars. */
  readonly votes: number;
}

/** Reads every line once; long lines hold no marks. */
export function findMarks(text: string): PastedMarks {
  let [banner, daily, trending, byline] = [false, false, false, false];
  let [blocks, authors, published, votes, sinceDot] = [0, 0, 0, 0, 9];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end === start) {
      start += 1;
      continue;
    }
    const line = end - start <= 400 ? readMark(text.slice(start, end)) : '';
    start = end + 1;
    if (line === '') continue;
    sinceDot += 1;
    if (line === '·') sinceDot = 0;
    else if (sinceDot <= 2 && isDayStart(line)) {
      blocks += 1;
      sinceDot = 9;
    } else if (/(?:^|\s)\d+ authors?(?:$|\]|\s·)/.test(line)) authors += 1;
    else if (line.startsWith('get trending papers in your email inbox')) banner = true;
    else if (line === 'daily papers') daily = true;
    else if (line === 'trending papers') trending = true;
    else if (
      /^by ?.{0,200}\band the research community$/.test(line) ||
      line === 'and the research community'
    )
      byline = true;
    if (/published on [a-z]{3}/.test(line)) published += 1;
    if (/^\[?upvotes?\b|^\[?(?:link: )?github [\d.]+k?\b/.test(line)) votes += 1;
  }
  return { banner, daily, trending, byline, blocks, authors, published, votes };
}

/** The line in lower case, without heading marks. */
function readMark(line: string): string {
  return line
    .trim()
    .replace(/^#{1,6}\s+/, '')
    .toLowerCase();
}

/** A day by itself, or with the linked number of comments that Markdown puts behind it. */
function isDayStart(line: string): boolean {
  return readDayLine(line.split('[')[0]?.trim() ?? '') !== null;
}
