/** The one table of error codes and the one error class: an expected failure that a person can act on. */

/** Every code with the exit status it means on the command line (1 failed, 2 wrong usage, 75 try later). */
export const errorCodes = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  INPUT_NOT_FOUND: 2,
  INPUT_EMPTY: 1,
  INPUT_TOO_LARGE: 1,
  INPUT_BINARY: 1,
  INPUT_UNREADABLE: 1,
  LISTING_UNRECOGNISED: 1,
  LISTING_INVALID: 1,
  FETCH_FAILED: 1,
  FETCH_LATER: 75,
  STORE_NEWER: 1,
  STORE_CHANGED: 1,
  STORE_UNSAFE: 1,
  STORE_MISUSE: 1,
  STORE_BUSY: 75,
  STORE_FAILED: 1,
  JOB_LOCKED: 75,
  OUTPUT_FAILED: 1,
  SERVER_FAILED: 1,
  /** Mail cannot be sent as it is set up. */
  MAIL_CONFIG: 2,
  MAIL_FAILED: 1,
  SUBSCRIBER_UNKNOWN: 1,
  TEMPLATE_INVALID: 1,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/**
 * An expected failure. `message` says what is wrong and where; `hint` says what to do about it.
 * The command line prints both and exits with the code's status; a bug is any other Error.
 */
export class PaperboyError extends Error {
  override readonly name = 'PaperboyError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
