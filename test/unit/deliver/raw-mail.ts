/** A message byte by byte, as it would go over the wire: an opinion that no mail library has formed. */

/** What is wrong with the bytes; empty when nothing is. */
export function faultsOf(bytes: Buffer): string[] {
  const faults: string[] = [];
  const text = bytes.toString('latin1');
  if (/[^\r\n\t\x20-\x7e]/.test(text)) faults.push('a byte that is no printable ASCII');
  if (/[^\r]\n|\r[^\n]|\r$|^\n/.test(text)) faults.push('a bare CR or LF');
  if (!text.endsWith('\r\n')) faults.push('an end without CRLF');
  for (const line of text.split('\r\n'))
    if (line.length > 998) faults.push(`a line of ${line.length}`);
  const headers = text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
  for (const line of headers) {
    if (line.length > 78 && line.trim().includes(' '))
      faults.push(`a header line of ${line.length}: ${line}`);
    if (line.trim() === '') faults.push('a header line of white space alone');
  }
  return faults;
}

export interface RawField {
  /** In lower case. */
  readonly name: string;
  /** Unfolded. */
  readonly value: string;
  /** Where the field begins and ends in the message. */
  readonly start: number;
  readonly end: number;
}

/** The header fields in their order. */
export function fieldsOf(bytes: Buffer): RawField[] {
  const text = bytes.toString('latin1');
  const fields: RawField[] = [];
  let start = 0;
  for (const field of text.slice(0, text.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/)) {
    const colon = field.indexOf(':');
    const value = field
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .trim();
    fields.push({
      name: field.slice(0, colon).toLowerCase(),
      value,
      start,
      end: start + field.length,
    });
    start += field.length + 2;
  }
  return fields;
}

/** The values of all fields of one name. */
export function valuesOf(bytes: Buffer, name: string): string[] {
  return fieldsOf(bytes)
    .filter((field) => field.name === name)
    .map(({ value }) => value);
}
