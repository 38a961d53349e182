/** One DKIM-Signature (RFC 6376, relaxed/relaxed, rsa-sha256), in one pass over the bytes of a finished message. */
import { createHash } from 'node:crypto';

/**
 * What is signed where it is there. Of the first five a second one would be believed by some programs, so their
 * absence or end is signed as well: none can be added.
 */
const overSigned = ['from', 'reply-to', 'to', 'cc', 'subject'];
const signed = [
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'list-id',
  'list-help',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

export interface Unsigned {
  /** The header field up to and with `b=`; the signature in base64 completes it. */
  readonly field: string;
  /** What the key signs. */
  readonly data: Buffer;
}

/**
 * The field for `message`, less its signature. No clock is read: the same message gives the same field.
 * @throws Error when `message` is none: nothing may pass as signed that is not.
 */
export function prepareSignature(message: Buffer, domain: string, selector: string): Unsigned {
  const text = message.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new Error('a message without an end of its headers cannot be signed');
  const { names, lines } = chooseHeaders(text.slice(0, end));
  if (!lines.some((line) => line.startsWith('from:'))) {
    throw new Error('a message without From cannot be signed');
  }
  const bodyHash = createHash('sha256').update(relaxBody(text.slice(end + 4)), 'latin1');
  const field = [
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
    ` d=${domain};`,
    ` s=${selector};`,
    foldNames(names),
    ` bh=${bodyHash.digest('base64')};`,
    ' b=',
  ].join('\r\n');
  return { field, data: Buffer.from([...lines, relaxHeader(field)].join('\r\n'), 'latin1') };
}

/** Of several fields with one name the last counts first, as verifiers count. */
function chooseHeaders(block: string): { names: string[]; lines: string[] } {
  const found = new Map<string, string[]>();
  for (const field of block.split(/\r\n(?![ \t])/)) {
    const line = relaxHeader(field);
    const name = line.slice(0, line.indexOf(':'));
    found.set(name, [line, ...(found.get(name) ?? [])]);
  }
  const names: string[] = [];
  const lines: string[] = [];
  for (const name of [...overSigned, ...signed]) {
    const present = found.get(name) ?? [];
    names.push(...present.map(() => name));
    lines.push(...present);
    if (overSigned.includes(name)) names.push(name);
  }
  return { names, lines };
}

function relaxHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxBody(body: string): string {
  const text = body.replace(/[ \t]{2,}|\t/g, ' ').replaceAll(' \r\n', '\r\n');
  let end = text.endsWith(' ') ? text.length - 1 : text.length;
  while (end >= 2 && text.startsWith('\r\n', end - 2)) end -= 2;
  return end === 0 ? '' : `${text.slice(0, end)}\r\n`;
}

function foldNames(names: readonly string[]): string {
  const lines = [' h='];
  names.forEach((name, index) => {
    const piece = index === names.length - 1 ? `${name};` : `${name}:`;
    const last = lines.at(-1) ?? '';
    if (last.length + piece.length > 76) lines.push(`  ${piece}`);
    else lines[lines.length - 1] = last + piece;
  });
  return lines.join('\r\n');
}
