/** Reads a well-formed feed with rss-parser. */
import {
  type FeedDocument,
  type FeedField,
  type FeedFields,
  itemFieldNames,
} from './feed-document.ts';

/**
 * Elements reach rss-parser under names that it does not know. It keeps only the first of several, throws at odd
 * dates and links, and makes snippets with expressions that take the square of a text's length.
 */
const prefix = 'read:';
const names = new Set<string>(itemFieldNames);

/** The feed, or null where it holds markup in its texts, whose order this reader loses. @throws Error what rss-parser says. */
export async function readStrict(text: string): Promise<FeedDocument | null> {
  const { default: RssParser } = await import('rss-parser');
  const kept = itemFieldNames.map((name) => [prefix + name, name, { keepArray: true }]);
  const parser = new RssParser<Record<string, unknown>, Record<string, unknown>>({
    xml2js: { tagNameProcessors: [(name) => (names.has(name) ? prefix + name : name)] },
    customFields: { feed: [`${prefix}title`, `${prefix}link`], item: kept },
  });
  const feed = await parser.parseString(text);
  const items = feed.items.map(readItem);
  if (items.includes(null)) return null;
  const link = readField(feed[`${prefix}link`]);
  return {
    title: readField(feed[`${prefix}title`])?.text ?? '',
    link: link === null ? null : (link.attributes.href ?? link.text),
    items: items.filter((item) => item !== null),
  };
}

function readItem(item: Readonly<Record<string, unknown>>): FeedFields | null {
  const fields = new Map<string, readonly FeedField[]>();
  for (const name of itemFieldNames) {
    const values = item[name];
    if (!Array.isArray(values)) continue;
    const read = values.map(readField);
    if (read.includes(null)) return null;
    fields.set(
      name,
      read.filter((field) => field !== null),
    );
  }
  return fields;
}

/** A text with its attributes, or the name of an author with parts; null for text mixed with elements. */
function readField(value: unknown): FeedField | null {
  if (typeof value === 'string') return { text: value, attributes: {} };
  if (typeof value !== 'object' || value === null) return { text: '', attributes: {} };
  const parts = new Map<string, unknown>(Object.entries(value));
  const attributes = readAttributes(parts.get('$'));
  const text = parts.get('_');
  const elements = [...parts.keys()].filter((key) => key !== '$' && key !== '_');
  if (elements.length === 0) return { text: typeof text === 'string' ? text : '', attributes };
  const name = parts.get('name');
  return Array.isArray(name) ? readField(name[0]) : null;
}

function readAttributes(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
