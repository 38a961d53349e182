/** What of a paper an embedder gets to read, and how it is known that this has changed. */
import { createHash } from 'node:crypto';
import { shorten } from '../lib/text.ts';
import type { Paper } from '../model/paper.ts';

/** Characters. Most models read less; an abstract has 1,500. */
const longest = 4_000;

export function paperText({ title, abstract }: Pick<Paper, 'title' | 'abstract'>): string {
  return shorten(abstract === null ? title : `${title}\n\n${abstract}`, longest);
}

/** 32 hexadecimal digits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
