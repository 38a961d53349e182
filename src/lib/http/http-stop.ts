/** The error that ends an exchange from within, with the reason the caller will read; it never leaves the client. */
import type { FailureReason } from './result.ts';

export class HttpStop extends Error {
  override readonly name = 'HttpStop';
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
