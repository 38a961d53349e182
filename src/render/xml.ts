/** XML elements as strings, well-formed whatever the text in them. */

/** What XML 1.0 has no way to write, lone surrogates included. */
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export type Attributes = Readonly<Record<string, string>>;

/** `<name a="…">children</name>`; children are XML already. */
export function element(name: string, attributes: Attributes, children: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  const open = `<${name}${written.join('')}`;
  return children === '' ? `${open}/>` : `${open}>${children}</${name}>`;
}

/** An element that holds text. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return element(name, attributes, xmlText(text));
}

/** A whole document of the root's children, one a line. */
export function xmlDocument(name: string, attributes: Attributes, children: string[]): string {
  const body = `\n${children.join('\n')}\n`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(name, attributes, body)}\n`;
}

/** Text for element content or a quoted attribute; serves HTML as well. */
export function xmlText(text: string): string {
  return text
    .replace(illegal, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
