/** Goes through XML of the plain form that nearly every feed has, in one pass; whatever else XML allows is left to others. */

export interface PlainXmlHandler {
  /** An element begins; false stops the pass. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean;
  /** Decoded text of the element that was opened last and not closed. */
  text(text: string, isCdata: boolean): void;
  close(): void;
}

const noAttributes: Readonly<Record<string, string>> = {};
const plainName = /^[A-Za-z_][\w:.-]*$/;
const startTag =
  /([A-Za-z_][\w:.-]*)((?:[ \n\r\t]+[A-Za-z_:][\w:.-]*[ \n\r\t]*=[ \n\r\t]*(?:"[^"<>]*"|'[^'<>]*'))*)[ \n\r\t]*(\/?)>/y;
const attribute = /([\w:.-]+)[ \n\r\t]*=[ \n\r\t]*(?:"([^"]*)"|'([^']*)')/g;
const inked = /[^ \n\r\t]/;

/**
 * True where `text` is one well-formed element, with nothing but a declaration and comments around it, and the
 * handler wanted all of it. False, wherever that turns out, for anything else: a document type, an entity that is
 * not XML's own, a `>` in an attribute, any mistake.
 */
export function scanPlainXml(text: string, handler: PlainXmlHandler): boolean {
  const open: string[] = [];
  const names = new Set<string>();
  let isOver = false;
  let at = 0;
  for (let mark = text.indexOf('<'); mark !== -1; mark = text.indexOf('<', at)) {
    if (mark > at) {
      const piece = decodePlain(text.slice(at, mark));
      if (piece === null) return false;
      if (open.length > 0) handler.text(piece, false);
      else if (inked.test(piece)) return false;
    }
    const next = text.charAt(mark + 1);
    if (next === '!' || next === '?') {
      at = skipMark(text, mark, open.length > 0 ? handler : null);
      if (at === -1) return false;
      continue;
    }
    const end = text.indexOf('>', mark);
    if (end === -1 || isOver) return false;
    if (next === '/') {
      const name = open.pop();
      if (name === undefined || !isNamed(text.slice(mark + 2, end), name)) return false;
      handler.close();
      isOver = open.length === 0;
      at = end + 1;
      continue;
    }
    const tag = text.slice(mark + 1, end);
    if (names.has(tag) || plainName.test(tag)) {
      if (names.size < 1_000) names.add(tag);
      if (!handler.open(tag, noAttributes)) return false;
      open.push(tag);
      at = end + 1;
      continue;
    }
    startTag.lastIndex = mark + 1;
    const [, name = '', written = '', slash] = startTag.exec(text) ?? [];
    const attributes = name === '' ? null : readAttributes(written);
    if (attributes === null || !handler.open(name, attributes)) return false;
    if (slash === '/') {
      handler.close();
      isOver = open.length === 0;
    } else open.push(name);
    at = startTag.lastIndex;
  }
  return isOver && !inked.test(text.slice(at));
}

/** The index behind a comment, a CDATA section in an element (`handler`), or an instruction before all; -1 for others. */
function skipMark(text: string, mark: number, handler: PlainXmlHandler | null): number {
  if (text.startsWith('<!--', mark)) {
    const end = text.indexOf('--', mark + 4);
    return end === -1 || text.charAt(end + 2) !== '>' ? -1 : end + 3;
  }
  if (text.startsWith('<![CDATA[', mark)) {
    const end = text.indexOf(']]>', mark);
    if (end === -1 || handler === null) return -1;
    handler.text(text.slice(mark + 9, end), true);
    return end + 3;
  }
  if (handler !== null || !text.startsWith('<?xml', mark)) return -1;
  const end = text.indexOf('?', mark + 2);
  return end === -1 || text.charAt(end + 1) !== '>' ? -1 : end + 2;
}

function isNamed(written: string, name: string): boolean {
  return written === name || written.replace(/[ \n\r\t]+$/, '') === name;
}

/** null where an attribute stands twice or holds an entity that is not XML's own. */
function readAttributes(written: string): Readonly<Record<string, string>> | null {
  if (written === '') return noAttributes;
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of written.matchAll(attribute)) {
    const value = decodePlain(double ?? single ?? '');
    if (value === null || found.has(name)) return null;
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

const entities = new Map([
  ['amp;', '&'],
  ['lt;', '<'],
  ['gt;', '>'],
  ['quot;', '"'],
  ['apos;', "'"],
]);

/** `text` with XML's own entities and numbers of characters decoded; null for any other. */
function decodePlain(text: string): string | null {
  if (!text.includes('&')) return text;
  let isPlain = true;
  const decoded = text.replace(/&(#?\w{1,8};)?/g, (_, body: string | undefined) => {
    const character = body === undefined ? undefined : (entities.get(body) ?? numbered(body));
    if (character === undefined) isPlain = false;
    return character ?? '';
  });
  return isPlain ? decoded : null;
}

function numbered(body: string): string | undefined {
  const [, decimal, hex] = /^#(?:(\d{1,6})|x([0-9a-fA-F]{1,5}));$/.exec(body) ?? [];
  const code =
    decimal !== undefined
      ? Number.parseInt(decimal, 10)
      : hex !== undefined
        ? Number.parseInt(hex, 16)
        : 0;
  return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}
