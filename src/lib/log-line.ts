/** Text that came from elsewhere made fit for a log: one line, and nothing in it that opens a door or names a reader. */
import { maskAddress } from './mask-address.ts';

/** Longer than any sentence of ours with a reply of a server in it. */
const longest = 2_000;

/**
 * Control characters and line breaks become `\n` and the like, mail addresses `j…@example.org`; tokens of links, other
 * long hexadecimal numbers, and user and password of an address become `…`.
 */
export function logLine(text: string): string {
  return text
    .slice(0, longest)
    .replace(/:\/\/[^\s/@]*@/g, '://…@')
    .replace(/(?<![\w.])[0-9a-z]{1,8}\.[0-9a-z]{1,10}\.[0-9a-f]{32}(?!\w)/g, '…')
    .replace(/(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi, '…')
    .replace(/[^\s<>()[\]",:;@/\\…]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu, maskAddress)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
      JSON.stringify(character).slice(1, -1).replace(character, escapeCode),
    );
}

function escapeCode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
