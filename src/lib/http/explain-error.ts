/** Turns the errors of sockets, TLS, name lookup and undici into a failure with its reason in words. */
import { HttpStop } from './http-stop.ts';
import { type FailedRequest, type FailureReason, failed } from './result.ts';

const known: readonly (readonly [RegExp, FailureReason, string])[] = [
  [/^ECONNREFUSED$/, 'refused', 'nobody answers there (connection refused)'],
  [/^ENOTFOUND$/, 'name', 'there is no such host'],
  [/^EAI_/, 'unreachable', 'the name could not be looked up; is this machine online?'],
  [/^(EHOST|ENET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$/, 'unreachable', 'there is no way to that host'],
  [/^ETIMEDOUT$/, 'timeout', 'the host does not answer'],
  [
    /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/,
    'reset',
    'the connection was cut',
  ],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'protocol', 'what it sends is not HTTP'],
  [
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|INVALID_CA|EPROTO$)/,
    'tls',
    'no secure connection can be made to it',
  ],
];

/** An error that is none of the network's is a defect and is thrown on. */
export function explainError(error: unknown): FailedRequest {
  if (error instanceof HttpStop) return failed(error.reason, error.message);
  const code = codeOf(error);
  for (const [pattern, reason, words] of known) {
    if (pattern.test(code))
      return failed(reason, `${words}${reason === 'tls' ? ` (${code})` : ''}`);
  }
  throw error;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // undici's parser loses its codes.
  if (error.name === 'HTTPParserError') {
    return /invalid eof/i.test(error.message) ? 'HPE_INVALID_EOF_STATE' : 'HPE_INVALID';
  }
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}
