/** Looks in a feed without entries for what stands in their place: a layout that changed is not a quiet day. */
import type { load as loadMarkup } from 'cheerio';

/** Elements of a feed's head that hold other elements or markup. Those of other vocabularies have a prefix. */
const known = new Set(
  [
    'author',
    'contributor',
    'image',
    'textinput',
    'skipdays',
    'skiphours',
    'items',
    'source',
  ].concat(
    ['title', 'subtitle', 'tagline', 'rights', 'copyright', 'info', 'description', 'generator'],
    ['channel', 'category', 'cloud', 'link', 'parsererror'],
  ),
);

/** What tells an entry under another name from markup that slipped into a head. */
const entryParts = 'title, headline, link, guid, id, url, summary, abstract, description, content';

/** The name of the first element of root or channel that holds others and is no part of a feed's head, or null. */
export function findUnknown(text: string, load: typeof loadMarkup): string | null {
  const $ = load(text, { xml: true });
  const parts = $(':root').children();
  const inChannel = parts
    .filter((_, { name }) => name.toLowerCase().endsWith('channel'))
    .children();
  for (const part of [...inChannel.toArray(), ...parts.toArray()]) {
    const name = part.name.toLowerCase();
    if (known.has(name) || name.includes(':')) continue;
    if ($(part).children(entryParts).length > 0) return part.name;
  }
  return null;
}
