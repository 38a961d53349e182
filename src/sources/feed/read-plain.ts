/** Reads a feed of the plain form that nearly all have: the same as the strict reader finds, in a fraction of its time. */
import { elementNames, isFieldName } from './element-names.ts';
import {
  type FeedDocument,
  type FeedField,
  type FeedItem,
  type FieldName,
  fieldParts,
} from './feed-document.ts';
import type { FeedKind } from './feed-kind.ts';
import { baseOf } from './root-base.ts';
import { type PlainXmlHandler, scanPlainXml } from './scan-plain-xml.ts';

/** What an open element is to the feed. */
type Role = 'root' | 'head' | 'item' | 'field' | 'part' | 'other';

type Fields = Map<FieldName, FeedField[]>;

interface OpenText {
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  isCdata: boolean;
}

/** The feed, or null where anything in it is unusual, or no entry is found: then the strict reader is to be asked. */
export function readPlain(text: string, kind: FeedKind): FeedDocument | null {
  const reader = new PlainReader(text, kind);
  const isRead = scanPlainXml(text, reader) && !reader.hasMarkup;
  if (!isRead || reader.items.length === 0) return null;
  return { kind, base: baseOf(text), head: reader.head, items: reader.items };
}

class PlainReader implements PlainXmlHandler {
  readonly head: Fields = new Map();
  readonly items: FeedItem[] = [];
  /** True once a field held elements that are no parts of it: its text is markup, whose order counts. */
  hasMarkup = false;
  readonly #nameElement: ReturnType<typeof elementNames>;
  readonly #roles: Role[] = [];
  #root = '';
  #heads = 0;
  /** Where a field goes: to the head, or to the entry that is open. */
  #fields: Fields = this.head;
  #field: OpenText | null = null;
  #part: OpenText | null = null;
  #parts: OpenText[] = [];

  constructor(text: string, kind: FeedKind) {
    this.#nameElement = elementNames(text, kind);
  }

  open(written: string, attributes: Readonly<Record<string, string>>): boolean {
    const parent = this.#roles.at(-1);
    const name = parent === 'other' ? null : this.#nameElement(written);
    const role = this.#roleOf(name, parent);
    if (role === null || this.hasMarkup) return false;
    this.#roles.push(role);
    const begun = { name, attributes, text: '', isCdata: false };
    if (role === 'field') {
      this.#field = begun;
      this.#parts = [];
    } else if (role === 'part') {
      this.#part = begun;
      this.#parts.push(begun);
    } else if (role === 'item') {
      this.#fields = new Map();
      this.items.push({ attributes, fields: this.#fields });
    }
    return true;
  }

  text(text: string, isCdata: boolean): void {
    const role = this.#roles.at(-1);
    const open = role === 'field' ? this.#field : role === 'part' ? this.#part : null;
    if (open === null) return;
    open.text += text;
    if (isCdata) open.isCdata = true;
  }

  close(): void {
    const role = this.#roles.pop();
    if (role === 'item') this.#fields = this.head;
    else if (role === 'field') this.#keepField();
  }

  /** null for an element that this reader does not understand. */
  #roleOf(name: string | null, parent: Role | undefined): Role | null {
    switch (parent) {
      case undefined:
        this.#root = name ?? '';
        if (name === 'feed') return 'head';
        return name === 'rss' || name === 'rdf:RDF' ? 'root' : null;
      case 'root':
        if (name === 'item' && this.#root === 'rdf:RDF') return 'item';
        if (name !== 'channel') return 'other';
        this.#heads += 1;
        return this.#heads === 1 ? 'head' : null;
      case 'head':
        if (name === (this.#root === 'feed' ? 'entry' : 'item'))
          return this.#root === 'rdf:RDF' ? 'other' : 'item';
        return name !== null && isFieldName(name) ? 'field' : 'other';
      case 'item':
        return name !== null && isFieldName(name) ? 'field' : 'other';
      case 'field':
        return 'part';
      case 'part':
        return null;
      case 'other':
        return 'other';
    }
  }

  #keepField(): void {
    const field = this.#field;
    if (field?.name == null || !isFieldName(field.name)) return;
    const kept = { text: this.#textOf(field), attributes: field.attributes, final: false };
    const known = this.#fields.get(field.name);
    if (known) known.push(kept);
    else this.#fields.set(field.name, [kept]);
  }

  #textOf(field: OpenText): string {
    for (const part of this.#parts.length === 0 ? [] : fieldParts) {
      const named = this.#parts.filter(({ name }) => name === part);
      if (named.length > 0) return named.map(bareText).join(' ');
    }
    if (this.#parts.length > 0) this.hasMarkup = true;
    return bareText(field);
  }
}

/** White space beside attributes is no text: `<link href="…"> </link>`. */
function bareText({ text, attributes, isCdata }: OpenText): string {
  const isBlank = !isCdata && text !== '' && text.length < 1_000 && text.trim() === '';
  return isBlank && Object.keys(attributes).length > 0 ? '' : text;
}
