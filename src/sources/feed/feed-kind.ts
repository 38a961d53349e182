/** Says whether a feed begins in a document, and of which family. */
import { rootTag } from '../root-element.ts';

export type FeedKind = 'rss' | 'rdf' | 'atom';

/** The kind of feed that `text` is by its root element, or null. An RDF document is one only with items of RSS. */
export function feedKind(text: string): FeedKind | null {
  const root = rootTag(text);
  if (root === null) return null;
  const local = root.name.slice(root.name.indexOf(':') + 1).toLowerCase();
  if (local === 'rss') return 'rss';
  if (local === 'feed') return 'atom';
  if (local === 'entry')
    return /w3\.org\/2005\/atom|purl\.org\/atom\/ns/i.test(root.tag) ? 'atom' : null;
  if (local !== 'rdf') return null;
  return /purl\.org\/(?:net\/)?rss|netscape\.com\/rdf|<(?:rss:)?item[\s>]/i.test(
    text.slice(0, 20_000),
  )
    ? 'rdf'
    : null;
}
