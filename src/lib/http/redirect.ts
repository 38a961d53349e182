/** Where a redirect leads: each hop is checked like a first address, and they come to an end. */
import { type FailedRequest, failed } from './result.ts';
import { type AllowPrivate, hostOf, readTarget } from './target.ts';

const mostRedirects = 5;

/** The next address after those of `path`, of which there is one at least; a failure where it may not be followed. */
export function nextHop(
  path: readonly URL[],
  location: string,
  allowPrivate: AllowPrivate,
): URL | FailedRequest {
  const from = path.at(-1)!;
  if (path.length > mostRedirects) {
    return failed('redirect', `it redirects more than ${mostRedirects} times`);
  }
  if (!URL.canParse(location, from.href)) {
    return failed('redirect', 'it redirects to something that is not an address');
  }
  const to = readTarget(new URL(location, from).href, allowPrivate);
  if (!(to instanceof URL)) {
    const reason = to.reason === 'address' ? 'redirect' : to.reason;
    return failed(reason, `it redirects to where nothing is fetched: ${to.message}`);
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    return failed('redirect', `it redirects from https to plain http (${hostOf(to)})`);
  }
  if (path.some(({ href }) => href === to.href)) {
    return failed('redirect', 'it redirects in a circle');
  }
  return to;
}
