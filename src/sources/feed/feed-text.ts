/** The text of a feed's field, by what the field says it holds: plain text, HTML, elements, or base64. */
import { Buffer } from 'node:buffer';
import type { load as loadMarkup } from 'cheerio';
import { cleanText } from '../../lib/text.ts';
import { repairControls } from '../../lib/windows-1252.ts';
import { htmlToLine } from '../html-text.ts';
import type { FeedField } from './feed-document.ts';
import type { FeedKind } from './feed-kind.ts';

export interface TextContext {
  readonly kind: FeedKind;
  readonly load: typeof loadMarkup;
}

/** The field as text on one line, without markup; '' for null. */
export function textOf(field: FeedField | null, { kind, load }: TextContext): string {
  if (field === null) return '';
  const markup = markupOf(field, kind);
  return markup === null ? cleanText(repairControls(field.text)) : htmlToLine(markup, load);
}

/** The HTML that the field holds, or null where it is text: Atom says so, the texts of RSS are HTML whatever they say. */
export function markupOf({ text, attributes, final }: FeedField, kind: FeedKind): string | null {
  if (final) return null;
  if (kind !== 'atom') return text;
  const type = (attributes.type ?? '').trim().toLowerCase().split(';')[0] ?? '';
  if (attributes.mode === 'base64' || isBinary(type)) return fromBase64(text) ?? text;
  return /html/.test(type) || (attributes.mode === 'escaped' && /[/+]xml$/.test(type))
    ? text
    : null;
}

/** A media type that Atom writes in base64. */
function isBinary(type: string): boolean {
  return type.includes('/') && !/^text\/|[/+]xml$|html/.test(type);
}

/** null for what only looks like base64: a word of four letters does. */
function fromBase64(written: string): string | null {
  const bare = written.replace(/\s/g, '');
  if (bare === '' || bare.length % 4 !== 0 || !/^[a-z0-9+/]+={0,2}$/i.test(bare)) return null;
  const text = Buffer.from(bare, 'base64').toString('utf8');
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? null : text;
}
