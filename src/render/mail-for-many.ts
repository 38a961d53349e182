/** One digest as the mail of many readers: made once, its foot filled in for each. */
import { randomBytes } from 'node:crypto';
import { cleanText, shorten } from '../lib/text.ts';
import type { Digest } from '../model/digest.ts';
import { linkAddress } from './clean-digest.ts';
import { isSmall, surelySmall } from './fit-email.ts';
import type { RenderOptions } from './options.ts';
import { renderMail } from './render.ts';
import { wrapText } from './wrap.ts';

/** What differs from reader to reader. */
export interface MailFoot {
  /** Why the reader gets this: one sentence. */
  readonly why: string;
  /** Where to unsubscribe; null where there is nothing to unsubscribe from. */
  readonly unsubscribe: string | null;
}

/** Both parts as pieces of whole lines, to be joined with line breaks; what all readers share is the same string. */
export interface PiecedMail {
  readonly html: readonly string[];
  readonly text: readonly string[];
}

/** By chance, so that no paper can hold them. */
const whyMark = `why-${randomBytes(12).toString('hex')}`;
const linkMark = `https://${randomBytes(12).toString('hex')}.invalid/`;

/** As `renderMail` would give for each foot, at a fraction of the time. */
export async function renderMailForMany(
  digest: Digest,
  options: RenderOptions,
): Promise<(foot: MailFoot) => Promise<PiecedMail>> {
  const marked = await renderMail(digest, { ...options, why: whyMark, unsubscribe: linkMark });
  const html = cutAround(marked.html);
  const text = cutAround(marked.text);
  return async ({ why, unsubscribe }) => {
    const link = linkAddress(unsubscribe);
    const sentence = shorten(cleanText(why), 500);
    if (html !== null && text !== null && link !== null) {
      const filled = fillIn(html, escapeHtml(sentence), escapeHtml(link));
      const size = filled.reduce((sum, piece) => sum + Buffer.byteLength(piece) + 1, 0);
      const wrapped = wrapText(sentence, 72).join('\n');
      if (size <= surelySmall || isSmall(filled.join('\n')))
        return { html: filled, text: fillIn(text, wrapped, link) };
    }
    const whole = await renderMail(digest, { ...options, why, unsubscribe });
    return { html: [whole.html], text: [whole.text] };
  };
}

interface Cut {
  /** The lines before and after those that differ. */
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** What stands around the two marks on the lines between. */
  readonly around: readonly [string, string, string];
}

/** Null where a mark is not there exactly once, the sentence first. */
function cutAround(rendered: string): Cut | null {
  const [before, rest, ...more] = rendered.split(whyMark);
  const [between, after, ...others] = (rest ?? '').split(linkMark);
  if (before === undefined || between === undefined || after === undefined) return null;
  if (more.length + others.length > 0 || before.includes(linkMark)) return null;
  const start = before.lastIndexOf('\n');
  const end = after.indexOf('\n');
  return {
    head: start < 0 ? [] : [before.slice(0, start)],
    tail: end < 0 ? [] : [after.slice(end + 1)],
    around: [before.slice(start + 1), between, end < 0 ? after : after.slice(0, end)],
  };
}

function fillIn({ head, tail, around: [before, between, after] }: Cut, why: string, link: string) {
  return [...head, before + why + between + link + after, ...tail];
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
