/** Text that came from elsewhere made fit for a log: one line, and nothing in it that opens a door or names a reader. */
import { maskAddress } from './mask-address.ts';

/** Longer than any sentence of ours with a reply of a server in it. */
const longest = 2_000;

/**
 * Control characters and line breaks become `\n` and the like, mail addresses `j…@example.org`; tokens of links, other
 * long hexadecimal numbers, keys in PEM, and user, password and keys in an address become `…`.
 */
export function logLine(text: string): string {
  return cutShort(text)
    .replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/g, '…')
    .replace(/:\/\/[^\s/]*@/g, '://…@')
    .replace(
      /([?&;][\w.-]*(?:key|token|secret|pass|password|auth|sig|signature)=)[^\s&;#"<>]+/gi,
      '$1…',
    )
    .replace(/(?<![\w.])[0-9a-z]{1,8}\.[0-9a-z]{1,10}\.[0-9a-f]{32}(?!\w)/g, '…')
    .replace(/(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi, '…')
    .replace(/[^\s<>()[\]",:;@/\\…]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu, maskAddress)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
      JSON.stringify(character).slice(1, -1).replace(character, escapeCode),
    );
}

/** A word that is cut in two would not be known for what it is. */
function cutShort(text: string): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest);
  return `${kept.slice(0, kept.search(/\S*$/))}…`;
}

function escapeCode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
