/** One digest as the mail of many readers: made once, its foot filled in for each. */
import { randomBytes } from 'node:crypto';
import { cleanText, shorten } from '../lib/text.ts';
import type { Digest } from '../model/digest.ts';
import { linkAddress } from './clean-digest.ts';
import { largestHtml } from './fit-email.ts';
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

export type FootedMail = (foot: MailFoot) => Promise<{ html: string; text: string }>;

/** By chance, so that no paper can hold them. */
const whyMark = `why-${randomBytes(12).toString('hex')}`;
const linkMark = `https://${randomBytes(12).toString('hex')}.invalid/`;

/** As `renderMail` would give for each foot, at a fraction of the time. */
export async function renderMailForMany(
  digest: Digest,
  options: RenderOptions,
): Promise<FootedMail> {
  const withLink = { ...options, why: whyMark, unsubscribe: linkMark };
  const marked = await renderMail(digest, withLink);
  const html = cutAtMarks(marked.html);
  const text = cutAtMarks(marked.text);
  return async ({ why, unsubscribe }) => {
    const link = linkAddress(unsubscribe);
    const sentence = shorten(cleanText(why), 500);
    if (html !== null && text !== null && link !== null) {
      const filled = html.join(escapeHtml(sentence), escapeHtml(link));
      const wrapped = wrapText(sentence, 72).join('\n');
      if (Buffer.byteLength(filled) <= largestHtml) {
        return { html: filled, text: text.join(wrapped, link) };
      }
    }
    return await renderMail(digest, { ...options, why, unsubscribe });
  };
}

interface Pieces {
  join(why: string, link: string): string;
}

/** Null where a mark is not there exactly once, the sentence first. */
function cutAtMarks(rendered: string): Pieces | null {
  const [before, rest, ...more] = rendered.split(whyMark);
  const [between, after, ...others] = (rest ?? '').split(linkMark);
  if (before === undefined || between === undefined || after === undefined) return null;
  if (more.length + others.length > 0 || before.includes(linkMark)) return null;
  return { join: (why, link) => before + why + between + link + after };
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
