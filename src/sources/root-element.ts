/** Finds a document's root element without parsing it. */

/** The name of the first element, behind declaration, comments and document type; null where there is none. */
export function rootElement(text: string): string | null {
  return rootTag(text)?.name ?? null;
}

/** The first element's name, and its start tag as written (cut to 20,000 characters). */
export function rootTag(text: string): { readonly name: string; readonly tag: string } | null {
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
  const found = name.exec(text)?.[1];
  if (found === undefined) return null;
  const end = text.indexOf('>', at);
  return {
    name: found,
    tag: text.slice(at, end === -1 ? at + 20_000 : Math.min(end, at + 20_000)),
  };
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
