/** Mail addresses as reports write them: in brackets, with a type before them, in xtext, with capitals. */
import { domainToASCII } from 'node:url';

const mostAddresses = 50;

/** Every address in the text, in lower case, the domain in ASCII; without those in quotes. */
export function addressesIn(text: string): string[] {
  const words = text.slice(0, 10_000).split(/[\s<>()[\],;:"]+/);
  return words
    .filter((word) => /^[^@]+@[^@]+$/.test(word) && word.length <= 320)
    .slice(0, mostAddresses)
    .map(folded);
}

/** The address of `rfc822; someone@example.org`, and what it is with RFC 3461's `+2B` read as `+`. */
export function typedAddresses(value: string): string[] {
  return addressesIn(value)
    .slice(0, 1)
    .flatMap((address) => [...new Set([address, folded(decodeXtext(address))])]);
}

function decodeXtext(text: string): string {
  return text.replace(/\+([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function folded(address: string): string {
  const lower = address.toLowerCase();
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  const at = lower.lastIndexOf('@');
  return `${lower.slice(0, at)}@${domainToASCII(lower.slice(at + 1))}`;
}
