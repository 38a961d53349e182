/** Reads a well-formed feed with rss-parser. */
import { elementNames, isFieldName } from './element-names.ts';
import {
  type FeedDocument,
  type FeedField,
  type FeedFields,
  type FeedItem,
  type FieldName,
  fieldParts,
  headFieldNames,
  itemFieldNames,
} from './feed-document.ts';
import type { FeedKind } from './feed-kind.ts';
import { baseOf } from './root-base.ts';

/**
 * Elements reach rss-parser under names that it does not know. It keeps only the first of several, throws at odd
 * dates and links, and makes snippets with expressions that take the square of a text's length.
 */
const prefix = 'read:';
const attributesKey = `${prefix}attributes`;
const fieldNames = new Map<string, FieldName>(
  [...itemFieldNames, ...headFieldNames].map((name) => [prefix + name, name]),
);

type Kept = [string, string, { keepArray: true }];

/** The feed, or null where it holds markup in its texts, whose order this reader loses. @throws Error what rss-parser says. */
export async function readStrict(text: string, kind: FeedKind): Promise<FeedDocument | null> {
  const { default: RssParser } = await import('rss-parser');
  const nameElement = elementNames(text, kind);
  // rss-parser looks for every field that it is given in every item: it is given those that the document turns out to have.
  const wanted: Kept[] = [['$', attributesKey, { keepArray: true }]];
  const renamed = new Map<string, string>();
  const rename = (written: string) => {
    const known = renamed.get(written);
    if (known !== undefined) return known;
    const name = nameElement(written);
    const field = name !== null && isFieldName(name);
    const result = name === null || field ? prefix + (name ?? written) : name;
    if (renamed.size < 10_000) renamed.set(written, result);
    if (field && !wanted.some(([from]) => from === result))
      wanted.push([result, result, { keepArray: true }]);
    return result;
  };
  const parser = new RssParser<Record<string, unknown>, Record<string, unknown>>({
    defaultRSS: 2,
    xml2js: { tagNameProcessors: [rename] },
    customFields: { feed: wanted as never, item: wanted as never },
  });
  const feed = await parser.parseString(text);
  const items: FeedItem[] = [];
  for (const item of feed.items) {
    const fields = readFields(item);
    if (fields === null) return null;
    items.push({ attributes: readAttributes(item[attributesKey]), fields });
  }
  return { kind, base: baseOf(text), head: readFields(feed) ?? new Map(), items };
}

function readFields(element: Readonly<Record<string, unknown>>): FeedFields | null {
  const fields = new Map<FieldName, readonly FeedField[]>();
  for (const key in element) {
    const name = fieldNames.get(key);
    const values = element[key];
    if (name === undefined || !Array.isArray(values)) continue;
    const read: FeedField[] = [];
    for (const value of values) {
      const field = readField(value);
      if (field === null) return null;
      read.push(field);
    }
    fields.set(name, read);
  }
  return fields;
}

const none: Readonly<Record<string, string>> = {};

/** A text with its attributes, or the name of an author with parts; null for text mixed with elements. */
function readField(value: unknown): FeedField | null {
  if (typeof value === 'string') return { text: value, attributes: none, final: false };
  if (typeof value !== 'object' || value === null)
    return { text: '', attributes: none, final: false };
  const parts = new Map<string, unknown>(Object.entries(value));
  const attributes = readAttributes(parts.get('$'));
  const text = parts.get('_') ?? '';
  parts.delete('$');
  parts.delete('_');
  if (parts.size === 0)
    return { text: typeof text === 'string' ? text : '', attributes, final: false };
  for (const key of fieldParts) {
    const named = parts.get(key);
    if (Array.isArray(named)) return joined(named, attributes);
  }
  return null;
}

function joined(values: readonly unknown[], attributes: FeedField['attributes']): FeedField | null {
  const texts = values.map((value) => readField(value));
  if (texts.includes(null)) return null;
  return { text: texts.map((field) => field?.text).join(' '), attributes, final: false };
}

function readAttributes(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return none;
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
