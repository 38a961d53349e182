/** One digest as the mail of many readers: made once, what is each reader's own filled in for each. */
import { randomBytes } from 'node:crypto';
import { cleanText, shorten } from '../lib/text.ts';
import type { Digest } from '../model/digest.ts';
import { httpAddress, linkAddress } from './clean-digest.ts';
import { isSmall, surelySmall } from './fit-email.ts';
import type { RenderOptions } from './options.ts';
import { renderMail } from './render.ts';
import { wrapText } from './wrap.ts';

/** What differs from reader to reader: see `RenderOptions`. */
export type MailFoot = Pick<RenderOptions, 'why' | 'unsubscribe' | 'preferences' | 'votes'>;

/** Lines that mails share: always the same object, so that what is made of them can be kept. */
export interface SharedLines {
  readonly lines: string;
}

/** Both parts as pieces of whole lines, to be joined with line breaks. */
export interface PiecedMail {
  readonly html: readonly (string | SharedLines)[];
  readonly text: readonly (string | SharedLines)[];
}

/**
 * As `renderMail` would give for each foot, at a fraction of the time; near the size limit perhaps with a paper less.
 * @param options the foot in them is the first reader's: others are expected to be about as long.
 */
export async function renderMailForMany(
  digest: Digest,
  options: RenderOptions,
): Promise<(foot: MailFoot) => Promise<PiecedMail>> {
  const marks = marksFor(cleanFoot(options));
  const marked = await renderMail(digest, { ...options, ...marks });
  const html = cutAround(marked.html, marks);
  const text = cutAround(marked.text, marks);
  return async (foot) => {
    const clean = cleanFoot(foot);
    if (footNames.every((name) => (clean[name] === null) === (marks[name] === null))) {
      const filled = fillIn(html, escapeFoot(clean));
      if (isWithinLimits(filled)) {
        const why = wrapText(clean.why, 72).join('\n');
        return { html: filled, text: fillIn(text, { ...clean, why }) };
      }
    }
    const whole = await renderMail(digest, { ...options, ...foot });
    return { html: [whole.html], text: [whole.text] };
  };
}

const footNames = ['why', 'unsubscribe', 'preferences', 'votes'] as const;

/** As rendering cleans it. */
function cleanFoot({ why, unsubscribe, preferences, votes }: MailFoot): MailFoot {
  return {
    why: shorten(cleanText(why), 500),
    unsubscribe: linkAddress(unsubscribe),
    preferences: httpAddress(preferences),
    votes: httpAddress(votes),
  };
}

/** One word that a line of text can hold. */
const longestWord = 72;

/**
 * By chance, so that no paper can hold them, and somewhat longer than what will stand there: what fits with the marks
 * fits with longer names of readers as well. A sentence longer than a word finds its room in the link beside it.
 */
function marksFor(sample: MailFoot): MailFoot {
  const { why, unsubscribe, preferences, votes } = escapeFoot(sample);
  const spare = 100 + Math.max(0, Buffer.byteLength(why) - longestWord);
  return {
    why: randomBytes(longestWord / 2).toString('hex'),
    unsubscribe: addressMark(unsubscribe, spare),
    preferences: addressMark(preferences, 4),
    votes: addressMark(votes, 4),
  };
}

function addressMark(sample: string | null, more: number): string | null {
  if (sample === null) return null;
  const length = Math.min(sample.length + more, 1_900);
  return `https://${randomBytes(12).toString('hex')}.invalid/`.padEnd(length, 'x');
}

/** What stands at a line's start, then each mark with what follows it. */
interface MarkedLine {
  readonly start: string;
  readonly marks: readonly { readonly name: keyof MailFoot; readonly after: string }[];
}

function cutAround(rendered: string, marks: MailFoot): (SharedLines | MarkedLine)[] {
  const places = footNames.map((name) => ({ name, mark: marks[name] }));
  const cuts: (SharedLines | MarkedLine)[] = [];
  let shared: string[] = [];
  for (const line of rendered.split('\n')) {
    const found = places
      .flatMap(({ name, mark }) =>
        mark === null || !line.includes(mark) ? [] : [{ name, mark, at: line.indexOf(mark) }],
      )
      .sort((a, b) => a.at - b.at);
    if (found.length === 0) {
      shared.push(line);
      continue;
    }
    if (shared.length > 0) cuts.push({ lines: shared.join('\n') });
    shared = [];
    cuts.push({
      start: line.slice(0, found[0]?.at),
      marks: found.map(({ name, mark, at }, place) => ({
        name,
        after: line.slice(at + mark.length, found[place + 1]?.at),
      })),
    });
  }
  if (shared.length > 0) cuts.push({ lines: shared.join('\n') });
  return cuts;
}

function fillIn(
  cuts: readonly (SharedLines | MarkedLine)[],
  foot: MailFoot,
): (string | SharedLines)[] {
  return cuts.map((cut) =>
    'lines' in cut
      ? cut
      : cut.marks.reduce((line, { name, after }) => line + (foot[name] ?? '') + after, cut.start),
  );
}

function isWithinLimits(html: readonly (string | SharedLines)[]): boolean {
  const bytes = html.reduce((sum, piece) => sum + bytesOf(piece) + 1, 0);
  if (bytes <= surelySmall) return true;
  return isSmall(html.map((piece) => (typeof piece === 'string' ? piece : piece.lines)).join('\n'));
}

const bytesOfLines = new WeakMap<SharedLines, number>();

function bytesOf(piece: string | SharedLines): number {
  if (typeof piece === 'string') return Buffer.byteLength(piece);
  const known = bytesOfLines.get(piece) ?? Buffer.byteLength(piece.lines);
  bytesOfLines.set(piece, known);
  return known;
}

function escapeFoot(foot: MailFoot): MailFoot {
  const { why, unsubscribe, preferences, votes } = foot;
  return {
    why: escapeHtml(why),
    unsubscribe: unsubscribe && escapeHtml(unsubscribe),
    preferences: preferences && escapeHtml(preferences),
    votes: votes && escapeHtml(votes),
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** As the template's engine does. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => entities[character] ?? '');
}
