/** Reads a feed by its tags alone, well-formed or not: what stands in an entry's elements, wherever the feed breaks. */
import type { CheerioAPI, load as loadMarkup } from 'cheerio';
import { isBlock } from '../html-text.ts';
import { elementNames, isFieldName, type NameElement } from './element-names.ts';
import { replaceEntities } from './entities.ts';
import {
  type FeedDocument,
  type FeedField,
  type FeedFields,
  type FieldName,
  fieldParts,
} from './feed-document.ts';
import type { FeedKind } from './feed-kind.ts';
import { baseOf } from './root-base.ts';

type Tag = ReturnType<ReturnType<CheerioAPI>['children']>[number];

/** The feed's entries. `load` is cheerio's. */
export function readTolerant(text: string, kind: FeedKind, load: typeof loadMarkup): FeedDocument {
  const $ = load(replaceEntities(text, load), { xml: true });
  const nameElement = elementNames(text, kind);
  const all = $.root().find('*').toArray();
  const named = (...names: readonly string[]) =>
    all.filter((element) => names.includes(nameElement(element.tagName) ?? ''));
  const heads = named('channel', 'feed').slice(0, 1);
  return {
    kind,
    base: baseOf(text),
    head: readFields(heads.flatMap(childrenOf), nameElement),
    items: named('item', 'entry').map((item) => ({
      attributes: item.attribs,
      fields: readFields(childrenOf(item), nameElement),
    })),
  };
}

function childrenOf(element: Tag): Tag[] {
  return element.children.filter((child) => 'tagName' in child);
}

function readFields(children: readonly Tag[], nameElement: NameElement): FeedFields {
  const fields = new Map<FieldName, FeedField[]>();
  for (const child of children) {
    const name = nameElement(child.tagName);
    if (name === null || !isFieldName(name)) continue;
    const field = readField(child, nameElement);
    const known = fields.get(name);
    if (known) known.push(field);
    else fields.set(name, [field]);
  }
  return fields;
}

function readField(element: Tag, nameElement: NameElement): FeedField {
  const attributes = { ...element.attribs };
  const inner = childrenOf(element);
  for (const part of fieldParts) {
    const found = inner.filter((child) => nameElement(child.tagName) === part);
    if (found.length > 0) return { text: found.map(textOf).join(' '), attributes, final: false };
  }
  return { text: textOf(element), attributes, final: inner.length > 0 };
}

/** The element's text; elements that part words become spaces, and `script` and `style` go. No element is nested deeply. */
function textOf(element: Tag): string {
  let text = '';
  for (const child of element.children) {
    if (child.type === 'text') text += child.data;
    else if (child.type === 'cdata')
      text += child.children.map((each) => ('data' in each ? each.data : '')).join('');
    else if ('tagName' in child) {
      const name = child.tagName.slice(child.tagName.indexOf(':') + 1).toLowerCase();
      const space = isBlock(name) ? ' ' : '';
      if (name !== 'script' && name !== 'style') text += space + textOf(child) + space;
    }
  }
  return text;
}
