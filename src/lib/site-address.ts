/** Addresses on the public site that mails carry: below the base URL, whatever its path. */
import { signToken, type TokenKey } from './tokens.ts';

/** `<baseUrl>/unsubscribe/<token>`: a page with a button, and the target of one-click unsubscribing (RFC 8058). */
export function unsubscribeUrl(baseUrl: string, key: TokenKey, subscriberId: number): string {
  const token = signToken(key, 'unsubscribe', subscriberId);
  return `${baseUrl.replace(/\/+$/, '')}/unsubscribe/${token}`;
}

/** The path of `https://host/papers`, `/papers`, under which a proxy shows the site; empty where it shows it at the root. */
export function mountOf(baseUrl: string | null): string {
  return baseUrl === null ? '' : new URL(baseUrl).pathname.replace(/\/+$/, '');
}
