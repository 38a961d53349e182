/** Reads a feed by its tags alone, well-formed or not: what stands in an entry's elements, wherever the feed breaks. */
import type { CheerioAPI } from 'cheerio';
import {
  type FeedDocument,
  type FeedField,
  type FeedFields,
  itemFieldNames,
} from './feed-document.ts';

const wanted = new Map<string, string>(itemFieldNames.map((name) => [name.toLowerCase(), name]));

/** The feed's entries; `$` is the document loaded as XML. */
export function readTolerant($: CheerioAPI): FeedDocument {
  const all = $.root().find('*').toArray();
  const items = all.filter((element) => ['item', 'entry'].includes(localName(element.tagName)));
  const head = $(
    all.filter((element) => ['channel', 'feed'].includes(localName(element.tagName))).slice(0, 1),
  ).children();
  const title = head.filter((_, element) => localName(element.tagName) === 'title').first();
  const link = head.filter((_, element) => localName(element.tagName) === 'link').first();
  return {
    title: title.text(),
    link: link.attr('href') ?? (link.text() || null),
    items: items.map((item) => readItem($, $(item).children().toArray())),
  };
}

type Tag = ReturnType<ReturnType<CheerioAPI>['children']>[number];

function readItem($: CheerioAPI, children: readonly Tag[]): FeedFields {
  const fields = new Map<string, FeedField[]>();
  for (const child of children) {
    const name = wantedName(child.tagName);
    if (name === undefined) continue;
    const names = $(child).children('name, atom\\:name');
    const text = (name === 'author' && names.length > 0 ? names.first() : $(child)).text();
    const field = { text, attributes: { ...child.attribs } };
    const known = fields.get(name);
    if (known) known.push(field);
    else fields.set(name, [field]);
  }
  return fields;
}

/** The field's name in our spelling; the prefix of Atom's own elements does not count. */
function wantedName(tagName: string): string | undefined {
  const name = tagName.toLowerCase();
  return (
    wanted.get(name) ??
    (/^(?:atom\d{0,2}|a|rss):/.test(name) ? wanted.get(localName(name)) : undefined)
  );
}

function localName(tagName: string): string {
  return tagName.slice(tagName.indexOf(':') + 1).toLowerCase();
}
