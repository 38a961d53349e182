/** The headers that mark a mail as a list's: how to leave, which list it is, and where to ask. */
import { PaperboyError } from '../lib/errors.ts';
import { checkAddress } from './address.ts';
import { cleanHeaderText } from './subject.ts';

export interface ListMail {
  /** The site's name. */
  readonly title: string;
  /** The address in From. */
  readonly from: string;
  /** Where people write to; null: to `from`. */
  readonly replyTo: string | null;
  /** The site's public address, http or https; null in personal mode. */
  readonly baseUrl: string | null;
  readonly unsubscribe: {
    /** This reader's own address for one click; null without a `baseUrl`. */
    readonly url: string | null;
    /** `mailto:`, see `mailtoAddress`; null where mail cannot be read. */
    readonly mailto: string | null;
  };
}

/**
 * List-Id, List-Help, List-Unsubscribe and, where there is a page for it, List-Unsubscribe-Post, for `composeMessage`,
 * which writes Auto-Submitted and Reply-To itself. The same for every day and every reader but for the way out.
 *
 * There is no `Precedence`: no standard knows it, some servers put `bulk` off, and what it was for (no automatic
 * replies) is said by Auto-Submitted and List-Id.
 * @throws PaperboyError MAIL_CONFIG when an address is none, or there is no way to leave.
 */
export function listHeaders(mail: ListMail): Readonly<Record<string, string>> {
  const { url, mailto } = mail.unsubscribe;
  const ways = [
    ...(url === null ? [] : [webUri(url)]),
    ...(mailto === null ? [] : [mailUri(mailto)]),
  ];
  if (ways.length === 0) {
    throw new PaperboyError('MAIL_CONFIG', 'a mail to readers needs a way to unsubscribe', {
      hint: 'Set `baseUrl`, `mail.replyTo` or `mail.from`.',
    });
  }
  const help =
    mail.baseUrl === null
      ? mailtoAddress(mail.replyTo ?? mail.from, 'help')
      : webUri(`${mail.baseUrl}/`);
  return {
    'List-Id': `${phrase(mail.title)} <paperboy.${hostOf(mail)}>`,
    'List-Help': `<${help}>`,
    'List-Unsubscribe': ways.map((way) => `<${way}>`).join(', '),
    // One click is only defined for https (RFC 8058); on this machine it can be tried without.
    ...(url !== null && isOneClick(ways[0] ?? '')
      ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}),
  };
}

function isOneClick(way: string): boolean {
  const { protocol, hostname } = new URL(way);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname))
  );
}

/**
 * `mailto:you@example.org?subject=unsubscribe`, fit for a header and for a link.
 * @throws PaperboyError USAGE when `address` is not one plain address.
 */
export function mailtoAddress(address: string, subject: string): string {
  // A plain address may hold characters that mean something else in a URI.
  const safe = checkAddress(address).replace(/[^\w.!$*+@~-]/g, percent);
  const query = encodeURIComponent(cleanHeaderText(subject)).replace(/['()]/g, percent);
  return `mailto:${safe}?subject=${query}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function webUri(text: string): string {
  return uriWith(text, /^https?:\/\//);
}

function mailUri(text: string): string {
  return uriWith(text, /^mailto:/);
}

/** Readers of these headers cut them at commas and angle brackets. */
function uriWith(text: string, start: RegExp): string {
  const uri = URL.canParse(text) ? new URL(text).href.replace(/[,'()<>]/g, percent) : '';
  if (!start.test(uri) || !/^[\x21-\x7e]{1,880}$/.test(uri)) {
    throw new PaperboyError('MAIL_CONFIG', `${JSON.stringify(text)} cannot stand in a mail header`);
  }
  return uri;
}

/** The site's name in DNS; a site that has none (an IP address, a bare host name) goes by its sender's domain. */
function hostOf({ baseUrl, from }: ListMail): string {
  const host = baseUrl === null ? '' : new URL(baseUrl).hostname;
  const isName = /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/.test(host);
  return isName ? host : checkAddress(from).replace(/^.*@/, '').toLowerCase();
}

/** A name as a quoted string, or as encoded words where ASCII cannot write it or it looks like one. */
function phrase(name: string): string {
  const clean = cleanHeaderText(name, 80) || 'Paperboy';
  if (/^[\x20-\x7e]+$/.test(clean) && !clean.includes('=?')) {
    return `"${clean.replace(/["\\]/g, '\\$&')}"`;
  }
  const pieces: string[] = [];
  for (const character of clean) {
    const last = pieces.at(-1);
    // 42 bytes are 56 of base64: the word keeps well within a line.
    if (last === undefined || Buffer.byteLength(last + character) > 42) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join(' ');
}
