/** A feed as plain fields: the same shape from the strict and from the tolerant reader. */

export interface FeedField {
  /** Decoded text; for an author with parts, the name. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Fields by the name of their element, each with all its occurrences in order. */
export type FeedFields = ReadonlyMap<string, readonly FeedField[]>;

export interface FeedDocument {
  readonly title: string;
  readonly link: string | null;
  readonly items: readonly FeedFields[];
}

/** The elements of an entry that say something about a paper. */
export const itemFieldNames = [
  ...[
    'title',
    'link',
    'guid',
    'id',
    'description',
    'summary',
    'content',
    'content:encoded',
    'author',
    'dc:creator',
  ],
  ...[
    'category',
    'dc:subject',
    'pubDate',
    'published',
    'updated',
    'dc:date',
    'dc:title',
    'dc:identifier',
  ],
  ...[
    'dc:description',
    'prism:doi',
    'prism:publicationDate',
    'arxiv:DOI',
    'arxiv:doi',
    'arxiv:announce_type',
  ],
] as const;

export type FieldName = (typeof itemFieldNames)[number];

export function fieldsNamed(fields: FeedFields, name: FieldName): readonly FeedField[] {
  return fields.get(name) ?? [];
}

/** The first text of the first of `names` that has one. */
export function firstField(fields: FeedFields, ...names: readonly FieldName[]): FeedField | null {
  for (const name of names) {
    const field = fieldsNamed(fields, name).find(({ text }) => /\S/.test(text));
    if (field) return field;
  }
  return null;
}
