/** Which addresses may be asked at all: http and https, no credentials in them, no address of a private network. */
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import { type FailedRequest, failed } from './result.ts';

/** Decides on a host as `hostOf` writes it: true where it may stand in a private network. */
export type AllowPrivate = (host: string) => boolean;

/** A URL's host as it is compared everywhere: lower case, no brackets, no dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
}

/** Reads an address to be fetched. The parser brings every spelling of an IP address into one form first. */
export function readTarget(address: string, allowPrivate: AllowPrivate): URL | FailedRequest {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return failed('address', 'it is not a web address');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return failed('address', `only http and https are fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    return failed('address', 'it has a user name or password in it, which is never sent');
  }
  const host = hostOf(url);
  if (host === '') return failed('address', 'it names no host');
  if (isIP(host) !== 0 && !isPublicAddress(host) && !allowPrivate(host)) {
    return failed('private-address', `${host} is not an address of the public internet`);
  }
  url.hash = '';
  return url;
}
