/** Addresses on the public site that mails carry: below the base URL, whatever its path. */
import { signToken, type TokenKey } from './tokens.ts';

/** `<baseUrl>/unsubscribe/<token>`: a page with a button, and the target of one-click unsubscribing (RFC 8058). */
export function unsubscribeUrl(baseUrl: string, key: TokenKey, subscriberId: number): string {
  return below(baseUrl, `unsubscribe/${signToken(key, 'unsubscribe', subscriberId)}`);
}

/** A page with a button that confirms; `token` as `requestToken` makes it. */
export function confirmUrl(baseUrl: string, token: string): string {
  return below(baseUrl, `confirm/${token}`);
}

/** For somebody who never asked: a page with the button “never mail me”. */
export function neverUrl(baseUrl: string, key: TokenKey, subscriberId: number): string {
  return below(baseUrl, `never/${signToken(key, 'never', subscriberId)}`);
}

/** All that a reader can set. */
export function preferencesUrl(baseUrl: string, key: TokenKey, subscriberId: number): string {
  return below(baseUrl, `preferences/${signToken(key, 'preferences', subscriberId)}`);
}

/** A reader's data, to take along or to be erased; `token` as `requestToken` makes it, good for an hour. */
export function dataUrl(baseUrl: string, token: string): string {
  return below(baseUrl, `data/${token}`);
}

/** A page with the button by which a reader's mail goes to the address that this was mailed to; `token` as above. */
export function addressUrl(baseUrl: string, token: string): string {
  return below(baseUrl, `address/${token}`);
}

/** A page with the buttons “more like this” and “less like this” about a paper. */
export function voteUrl(
  baseUrl: string,
  key: TokenKey,
  subscriberId: number,
  paperKey: string,
): string {
  const token = signToken(key, 'vote', subscriberId);
  return below(baseUrl, `vote/${token}/${encodeURIComponent(paperKey)}`);
}

function below(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${path}`;
}

/** The path of `https://host/papers`, `/papers`, under which a proxy shows the site; empty where it shows it at the root. */
export function mountOf(baseUrl: string | null): string {
  return baseUrl === null ? '' : new URL(baseUrl).pathname.replace(/\/+$/, '');
}
