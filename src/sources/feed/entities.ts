/** Entities in a feed that is read tolerantly: HTML's names, and short ones of the feed's own, become characters. */
import type { load as loadMarkup } from 'cheerio';
import { decodeEntities } from '../html-text.ts';

/** XML's own are decoded by the reader, and must stay until then. */
const ofXml = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
/** In characters: what a feed's own entities may add to it altogether, so that none can blow it up. */
const mostAdded = 1_000_000;

/** `text` with its named entities replaced; those that nobody knows, and all that name a file or another entity, stay. */
export function replaceEntities(text: string, load: typeof loadMarkup): string {
  if (!text.includes('&')) return text;
  const own = declaredEntities(text);
  let added = 0;
  return text.replace(/&([a-z][\w.-]{0,40});/gi, (written, name: string) => {
    if (ofXml.has(name)) return written;
    const value = own.get(name);
    if (value === undefined) {
      const character = decodeEntities(written, load);
      return character === '<' || character === '&' ? written : character;
    }
    added += value.length;
    return added <= mostAdded ? value : written;
  });
}

/** Entities whose value is plain text of at most 200 characters, from the document type. The first of two counts. */
function declaredEntities(text: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>();
  const start = text.slice(0, 100_000).search(/<!DOCTYPE/i);
  if (start === -1) return entities;
  const declaration =
    /<!ENTITY\s+([a-z][\w.-]{0,40})\s+(?:"([^"&%<]{0,200})"|'([^'&%<]{0,200})')\s*>/giy;
  for (let at = text.indexOf('<!ENTITY', start); at !== -1; at = text.indexOf('<!ENTITY', at + 8)) {
    declaration.lastIndex = at;
    const [, name, one, other] = declaration.exec(text) ?? [];
    if (name !== undefined && !entities.has(name) && entities.size < 1_000)
      entities.set(name, one ?? other ?? '');
  }
  return entities;
}
