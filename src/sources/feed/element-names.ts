/** One name for each element of a feed, whatever its prefix, namespace address or case. */
import { type FieldName, headFieldNames, itemFieldNames } from './feed-document.ts';
import type { FeedKind } from './feed-kind.ts';

/** Namespace addresses, without scheme and end marks, and the prefix their elements have here; RSS's own have none. */
const namespaces: readonly (readonly [RegExp, string])[] = [
  [/^www\.w3\.org\/2005\/atom$|^purl\.org\/atom\/ns$/, 'atom'],
  [/^purl\.org\/rss\/1\.0$|netscape\.com\/rdf\/simple\/0\.9$|^purl\.org\/net\/rss1\.1$/, ''],
  [/backend\.userland\.com|blogs\.law\.harvard\.edu\/tech\/rss|^my\.netscape\.com\/publish/, ''],
  [/^www\.w3\.org\/1999\/02\/22-rdf-syntax-ns$/, 'rdf'],
  [/^purl\.org\/dc\/elements\/1\.\d$|^purl\.org\/metadata\/dublin_core$/, 'dc'],
  [/^purl\.org\/dc\/terms$/, 'dcterms'],
  [/^purl\.org\/rss\/1\.0\/modules\/content$/, 'content'],
  [/prismstandard\.org|^purl\.org\/rss\/1\.0\/modules\/prism$|^prism$/, 'prism'],
  [/arxiv\.org\/schemas\/atom/, 'arxiv'],
  [/^a9\.com\/-\/spec\/opensearch/, 'opensearch'],
  [/feedburner\.org\/ns/, 'feedburner'],
];

/** Prefixes that mean the same everywhere, also where a feed forgets to declare them. */
const usual = new Map(
  ['dc', 'dcterms', 'content', 'prism', 'arxiv', 'opensearch', 'rdf', 'atom', 'feedburner']
    .map((prefix) => [prefix, prefix] as const)
    .concat([
      ['rss', ''],
      ['atom10', 'atom'],
      ['a10', 'atom'],
    ]),
);

/** What encloses or is part of the fields. */
const structure = ['rss', 'feed', 'channel', 'item', 'entry', 'rdf:RDF'] as const;
const parts = [
  'name',
  'email',
  'uri',
  'url',
  'day',
  'atom:name',
  'atom:email',
  'atom:uri',
] as const;
const known = new Map<string, string>(
  [...structure, ...parts, ...itemFieldNames, ...headFieldNames].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);
const fields = new Set<string>([...itemFieldNames, ...headFieldNames]);

export function isFieldName(name: string): name is FieldName {
  return fields.has(name);
}

/** The name under which an element as written (`A10:Updated`) is known here; null for one that means nothing. */
export type NameElement = (written: string) => string | null;

/** Names the elements of the feed `text`, by the prefixes that it declares anywhere. */
export function elementNames(text: string, kind: FeedKind): NameElement {
  const bound = declaredPrefixes(text);
  const names = new Map<string, string | null>();
  return (written) => {
    const cached = names.get(written);
    if (cached !== undefined) return cached;
    const name = nameOf(written, bound, kind);
    if (names.size < 10_000) names.set(written, name);
    return name;
  };
}

function nameOf(
  written: string,
  bound: ReadonlyMap<string, string>,
  kind: FeedKind,
): string | null {
  const colon = written.indexOf(':');
  if (colon === -1) return known.get(written.toLowerCase()) ?? null;
  const prefix = written.slice(0, colon);
  const local = written.slice(colon + 1).toLowerCase();
  const space = bound.get(prefix) ?? usual.get(prefix.toLowerCase());
  if (space === undefined || space === 'foreign') return null;
  const bare = space === '' || (space === 'atom' && kind === 'atom');
  return known.get(bare ? local : `${space}:${local}`) ?? null;
}

const declaration = /xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}["']([^"'<>]{0,300})["']/y;

function declaredPrefixes(text: string): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (let at = text.indexOf('xmlns:'); at !== -1; at = text.indexOf('xmlns:', at + 6)) {
    declaration.lastIndex = at;
    const match = declaration.exec(text);
    const [, prefix = '', address = ''] = match ?? [];
    if (prefix !== '' && !bound.has(prefix) && bound.size < 1_000)
      bound.set(prefix, spaceOf(address, prefix));
  }
  return bound;
}

function spaceOf(address: string, prefix: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '');
  const found = namespaces.find(([pattern]) => pattern.test(bare));
  // Some journals bind these prefixes to an address of their own.
  return found?.[1] ?? (['dc', 'prism', 'content', 'rdf'].includes(prefix) ? prefix : 'foreign');
}
