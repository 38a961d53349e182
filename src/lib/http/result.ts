/** What becomes of a request: a body, the word that nothing changed, or a failure with its reason. All are values. */

export const failureReasons = [
  /** Not an http(s) address that may be fetched. */
  'address',
  /** It leads into a private network. */
  'private-address',
  /** The host left us a wish to be left alone, and its time is not over. */
  'cool-down',
  /** Others had their turn at this host for too long. */
  'busy',
  /** There is no such host. */
  'name',
  /** Nobody listens there. */
  'refused',
  /** No way there, or names cannot be looked up. */
  'unreachable',
  /** No secure connection. */
  'tls',
  /** The connection was cut. */
  'reset',
  /** What came is not HTTP. */
  'protocol',
  /** A deadline passed. */
  'timeout',
  /** A status that brings no document. */
  'status',
  /** A redirect that may not be followed. */
  'redirect',
  'too-large',
  /** The body cannot be decompressed. */
  'encoding',
  /** The caller's signal ended it. */
  'stopped',
] as const;

export type FailureReason = (typeof failureReasons)[number];

/** What a server gave to ask "has it changed?" with, and who gave it. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The address, after redirects, that gave them; they mean nothing to another and are sent to no other. */
  readonly from: string;
}

export interface FetchedBody {
  readonly kind: 'fetched';
  /** Decompressed. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly bodyHash: string;
  readonly contentType: string | null;
  /** Where it was found after redirects. */
  readonly address: string;
  readonly status: number;
  readonly validators: Validators;
  /** The server's clock as UTC ISO text; null where it says nothing sensible. */
  readonly date: string | null;
}

export interface UnchangedBody {
  readonly kind: 'unchanged';
  /** The ones sent, renewed by those of the answer. */
  readonly validators: Validators;
  readonly date: string | null;
}

export interface FailedRequest {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  readonly status: number | null;
  /** How long the host wants to be left alone, in milliseconds; null when it says nothing. */
  readonly retryAfter: number | null;
  /** Half a sentence to follow "… could not be fetched:". Holds no text of the server. */
  readonly message: string;
}

export type HttpResult = FetchedBody | UnchangedBody | FailedRequest;

export function failed(
  reason: FailureReason,
  message: string,
  details: { readonly status?: number; readonly retryAfter?: number | null } = {},
): FailedRequest {
  return {
    kind: 'failed',
    reason,
    status: details.status ?? null,
    retryAfter: details.retryAfter ?? null,
    message,
  };
}
