/** Notices when work inside a transaction reaches past it to the outer store, which would wait for itself for ever. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { PaperboyError } from '../lib/errors.ts';

export class TransactionGuard {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

  /** Runs the body of a transaction; work it left behind may use the outer store again once the body is done. */
  async run<T>(body: () => Promise<T>): Promise<T> {
    const scope = { open: true };
    try {
      return await this.#current.run(scope, body);
    } finally {
      scope.open = false;
    }
  }

  /** Throws STORE_MISUSE when called, however indirectly, from the body of a running transaction. */
  refuseInside(): void {
    if (!this.#current.getStore()?.open) return;
    throw new PaperboyError(
      'STORE_MISUSE',
      'the outer store was used inside one of its transactions, where it would wait for itself for ever',
      { hint: 'Use the store that the transaction hands to its callback.' },
    );
  }
}
