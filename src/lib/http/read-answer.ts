/** What an answer means: a body, nothing new, another address, or a failure. */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Answer } from './exchange.ts';
import { dateOf, headerOf, retryAfterOf, validatorsOf } from './headers.ts';
import { failed, type HttpResult, type Validators } from './result.ts';

export type Reply = HttpResult | { readonly kind: 'redirect'; readonly location: string };

const redirects: readonly number[] = [301, 302, 303, 307, 308];

/**
 * @param sent the validators that went with the request, if any.
 * @param now milliseconds since 1970.
 */
export function readAnswer(
  url: URL,
  { status, headers, bytes }: Answer,
  sent: Validators | null,
  now: number,
): Reply {
  const renewed = validatorsOf(headers, url.href);
  if (bytes !== null) {
    return {
      kind: 'fetched',
      bytes,
      bodyHash: createHash('sha256').update(bytes).digest('hex'),
      contentType: headerOf(headers, 'content-type'),
      address: url.href,
      status,
      validators: renewed,
      date: dateOf(headers),
    };
  }
  // "Unchanged" where nothing was asked would pass over papers that nobody has seen.
  if (status === 304 && sent !== null) {
    return {
      kind: 'unchanged',
      validators: {
        etag: renewed.etag ?? sent.etag,
        lastModified: renewed.lastModified ?? sent.lastModified,
        from: url.href,
      },
      date: dateOf(headers),
    };
  }
  const location = headerOf(headers, 'location');
  if (redirects.includes(status) && location !== null) return { kind: 'redirect', location };
  return failed('status', `the server answered ${status} ${STATUS_CODES[status] ?? ''}`.trim(), {
    status,
    retryAfter: retryAfterOf(headers, now),
  });
}
