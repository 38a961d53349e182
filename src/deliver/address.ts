/** What counts as a mail address: one, plain, and nothing that a mail library could read as more. */
import { domainToASCII } from 'node:url';
import { PaperboyError } from '../lib/errors.ts';
import { cleanText, shorten } from '../lib/text.ts';

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`);
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * The address with its domain in ASCII (`münchen.example` becomes `xn--mnchen-3ya.example`).
 * @throws PaperboyError USAGE for anything but one plain `local@domain`: no names, lists, quotes, comments, literals.
 */
export function checkAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomain(text.slice(at + 1));
  const isPlain = localPart.test(local) && local.length <= 64 && isDomain(domain);
  if (at < 1 || !isPlain || local.length + domain.length >= 254) {
    const shown = JSON.stringify(shorten(cleanText(text), 80));
    throw new PaperboyError('USAGE', `${shown} is not a mail address`, {
      hint: 'Give exactly one address such as someone@example.org, without a name.',
    });
  }
  return `${local}@${domain}`;
}

/** Only letters beyond ASCII are translated: anything else in a domain is an attempt or a slip. */
function asciiDomain(domain: string): string {
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && /[^\x20-\x7e]/.test(domain)
    ? domainToASCII(domain)
    : domain;
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? '');
}
