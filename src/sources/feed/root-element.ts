/** Finds a document's root element without parsing it, and says whether a feed begins there. */

/** The name of the first element, behind declaration, comments and document type; null where there is none. */
export function rootElement(text: string): string | null {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (text.startsWith('<!', at)) at = afterDoctype(text, at);
    else break;
    if (at === -1) return null;
  }
  const name = /<([a-z_][\w.-]{0,40}(?::[\w.-]{1,40})?)[\s/>]/iy;
  name.lastIndex = at;
  return name.exec(text)?.[1] ?? null;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** The end of a document type, which may hold declarations in brackets. */
function afterDoctype(text: string, from: number): number {
  const end = text.indexOf('>', from);
  const bracket = text.indexOf('[', from);
  return bracket === -1 || bracket > end ? after(text, '>', from) : after(text, ']>', from);
}

export type FeedKind = 'rss' | 'rdf' | 'atom';

/** The kind of feed that `text` is by its root element, or null. An RDF document is one only with items of RSS 1.0. */
export function feedKind(text: string): FeedKind | null {
  const root = rootElement(text)?.toLowerCase();
  if (root === undefined) return null;
  const local = root.slice(root.indexOf(':') + 1);
  if (local === 'rss') return 'rss';
  if (local === 'feed') return 'atom';
  return local === 'rdf' &&
    /purl\.org\/rss\/1\.0|my\.netscape\.com\/rdf/.test(text.slice(0, 20_000))
    ? 'rdf'
    : null;
}
