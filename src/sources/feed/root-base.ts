/** The address against which a feed's relative ones are resolved. */
import { rootTag } from '../root-element.ts';
import { httpAddress } from '../web-address.ts';
import { type FeedDocument, fieldsNamed } from './feed-document.ts';

/** The `xml:base` of the root element, as written, or null. */
export function baseOf(text: string): string | null {
  return (
    /\sxml:base\s{0,9}=\s{0,9}["']([^"']{1,2000})["']/.exec(rootTag(text)?.tag ?? '')?.[1] ?? null
  );
}

/**
 * What the feed says its base is, else the page or the feed that it names as its own, else the address that it was
 * read from (`name`, where that is one); null where there is none.
 */
export function feedBase({ base, head }: FeedDocument, name: string): string | null {
  const links = [...fieldsNamed(head, 'link'), ...fieldsNamed(head, 'atom:link')];
  const alternates = links.filter(
    ({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate',
  );
  const candidates = [...alternates, ...links].map(
    ({ attributes, text }) => attributes.href ?? text,
  );
  const own = [...candidates, ...fieldsNamed(head, 'id').map(({ text }) => text), name]
    .map((address) => httpAddress(address))
    .find((address) => address !== null);
  return httpAddress(base, own ?? undefined) ?? own ?? null;
}
