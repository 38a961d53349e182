/** Blocks of `Name: value` lines, as headers, delivery reports (RFC 3464) and feedback reports (RFC 5965) are written. */

/** By name in lower case; every value of a field that stands several times. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Far more than any server writes. */
const longestText = 65_536;
const mostBlocks = 100;
const mostFields = 500;

/** The blocks that empty lines separate, in order, none of them empty. Lines that are no field are passed over. */
export function readFieldBlocks(content: string | Uint8Array): Fields[] {
  const blocks: Map<string, string[]>[] = [];
  let block: Map<string, string[]> | null = null;
  let values: string[] | null = null;
  let fields = 0;
  for (const line of firstText(content).split(/\r\n|\n|\r/)) {
    if (line.trim() === '') {
      block = null;
      values = null;
    } else if (/^[ \t]/.test(line)) {
      if (values !== null) values.push(`${values.pop() ?? ''} ${line.trim()}`);
    } else {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      values = null;
      if (!/^[!-9;-~]{1,80}$/.test(name) || fields++ >= mostFields) continue;
      if (block === null) {
        if (blocks.length === mostBlocks) return blocks;
        block = new Map();
        blocks.push(block);
      }
      values = block.get(name) ?? [];
      block.set(name, values);
      values.push(line.slice(colon + 1).trim());
    }
  }
  return blocks;
}

/** The first value of a field, or null. */
export function firstValue(fields: Fields | undefined, name: string): string | null {
  return fields?.get(name)?.[0] ?? null;
}

function firstText(content: string | Uint8Array): string {
  if (typeof content === 'string') return content.slice(0, longestText);
  // Bytes that are no UTF-8 become replacement characters: everything that is compared is ASCII.
  return new TextDecoder().decode(content.subarray(0, longestText));
}
