/** The sentences about the day as a whole that mail, text, Markdown and feeds share. */
import { longDay } from '../lib/days.ts';
import { count, groupDigits, shorten } from '../lib/text.ts';
import { type Digest, papersOf } from '../model/digest.ts';

/** "14 papers from 312 listed (3 muted), for: video generation, self-correction". */
export function standfirst(digest: Digest): string {
  const { muted } = digest.counts;
  const listed = `${groupDigits(digest.counts.listed)} listed${muted === 0 ? '' : ` (${groupDigits(muted)} muted)`}`;
  const shown =
    digest.counts.chosen === 0
      ? `Nothing new among ${listed}`
      : `${count(digest.counts.chosen, 'paper')} from ${listed}`;
  return digest.interests.length === 0 ? shown : `${shown}, for: ${digest.interests.join(', ')}`;
}

/** "and 3 more", or null when nothing was cut. */
export function moreLine(more: number): string | null {
  return more > 0 ? `and ${groupDigits(more)} more` : null;
}

/** "Paperboy, Wednesday, 14 October 2026". */
export function issueTitle(digest: Digest): string {
  return `${digest.title}, ${longDay(digest.date)}`;
}

/**
 * The line an inbox shows beside the subject, 40 to 110 characters. The subject has the first title, so this one
 * has those that follow, and what the issue is made of where there are none.
 */
export function preheader(digest: Digest): string {
  const next = papersOf(digest)
    .slice(1, 4)
    .map(({ paper }) => paper.title);
  const parts = next.length === 0 ? [] : [`Also: ${shorten(next.join('; '), 96)}`];
  const fillers = [standfirst(digest), longDay(digest.date), 'The papers you would have picked'];
  let line = parts.join('');
  for (const filler of fillers) {
    if (line.length >= 40) break;
    line = line === '' ? filler : `${line}. ${filler}`;
  }
  return shorten(line, 110);
}

/** Under each paper of a mail; opens a page with both buttons. */
export const voteLabel = 'More or less like this';

export const noTracking = 'No tracking: no open or click counting in this mail.';

/** A part of a score to four digits; one that is nothing, rounded, has no sign. */
export function writeScore(value: number): string {
  const text = value.toFixed(4);
  return Number(text) === 0 ? text.replace('-', '') : text;
}
