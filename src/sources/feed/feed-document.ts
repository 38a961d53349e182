/** A feed as plain fields: the same shape from the strict and from the tolerant reader. */
import type { FeedKind } from './feed-kind.ts';

export interface FeedField {
  /** Decoded text; for an author with parts, the name. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** True where the text was written as elements: it holds no markup any more. */
  readonly final: boolean;
}

/** Fields by the name of their element, each with all its occurrences in order. */
export type FeedFields = ReadonlyMap<FieldName, readonly FeedField[]>;

export interface FeedItem {
  readonly attributes: Readonly<Record<string, string>>;
  readonly fields: FeedFields;
}

export interface FeedDocument {
  readonly kind: FeedKind;
  /** The feed's own `xml:base`, where it has one. */
  readonly base: string | null;
  /** What the feed says of itself. */
  readonly head: FeedFields;
  readonly items: readonly FeedItem[];
}

/** The elements of an entry that say something about a paper. Atom's own have the prefix only inside RSS. */
export const itemFieldNames = [
  ...([
    'title',
    'link',
    'guid',
    'id',
    'description',
    'summary',
    'content',
    'content:encoded',
    'fullitem',
    'body',
  ] as const),
  ...([
    'author',
    'dc:creator',
    'dc:author',
    'category',
    'dc:subject',
    'dc:title',
    'dc:identifier',
  ] as const),
  ...([
    'dc:description',
    'dc:date',
    'pubDate',
    'published',
    'updated',
    'issued',
    'created',
    'modified',
  ] as const),
  ...(['date', 'dcterms:issued', 'dcterms:created', 'dcterms:modified'] as const),
  ...([
    'atom:title',
    'atom:link',
    'atom:id',
    'atom:author',
    'atom:summary',
    'atom:published',
    'atom:updated',
  ] as const),
  ...([
    'prism:doi',
    'prism:url',
    'prism:publicationDate',
    'prism:coverDate',
    'feedburner:origLink',
  ] as const),
  ...(['arxiv:DOI', 'arxiv:announce_type', 'citation:author', 'comments'] as const),
] as const;

/** The elements of a feed's head that are looked at. */
export const headFieldNames = [
  ...([
    'title',
    'link',
    'id',
    'atom:link',
    'lastBuildDate',
    'pubDate',
    'updated',
    'modified',
    'dc:date',
  ] as const),
  ...([
    'skipDays',
    'opensearch:totalResults',
    'opensearch:startIndex',
    'opensearch:itemsPerPage',
  ] as const),
] as const;

/** Elements inside a field that give its text: the parts of an author, the days of a list. The first that is there counts. */
export const fieldParts = ['name', 'atom:name', 'email', 'atom:email', 'day'] as const;

export type FieldName = (typeof itemFieldNames)[number] | (typeof headFieldNames)[number];

export function fieldsNamed(fields: FeedFields, name: FieldName): readonly FeedField[] {
  return fields.get(name) ?? [];
}

/** The first text of the first of `names` that has one. */
export function firstField(fields: FeedFields, ...names: readonly FieldName[]): FeedField | null {
  for (const name of names) {
    for (const field of fields.get(name) ?? []) if (/\S/.test(field.text)) return field;
  }
  return null;
}
