/** Reads a mail server's reply: three digits, perhaps an enhanced code, and text that is safe to show and keep. */
import { cleanText, shorten } from '../lib/text.ts';
import type { Reply } from './outcome.ts';

/** The text without the codes; null where it is no whole reply: other than three digits, or lines that disagree. */
export function parseReply(raw: string): Reply | null {
  const lines = raw.replace(/(?:\r?\n)+$/, '').split(/\r?\n/);
  const code = /^[2-5]\d\d/.exec(lines[0] ?? '')?.[0];
  if (code === undefined) return null;
  const isWhole = lines.every((line, index) => {
    const sign = line[3] ?? ' ';
    return line.startsWith(code) && sign === (index === lines.length - 1 ? ' ' : '-');
  });
  if (!isWhole) return null;
  const texts = lines.map((line) => line.slice(4));
  const enhanced = texts.map(enhancedCode).find((found) => found !== null) ?? null;
  return { code: Number(code), enhanced, text: replyText(texts.map(withoutCode).join(' ')) };
}

/** One line, at most 500 characters, no control characters. */
export function replyText(text: string): string {
  return shorten(cleanText(text), 500);
}

const enhancedForm = /^\s*([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/;

function enhancedCode(text: string): string | null {
  return enhancedForm.exec(text)?.[1] ?? null;
}

function withoutCode(text: string): string {
  return text.replace(enhancedForm, '');
}
