/** Writes that come at the same time, in one transaction: a commit waits for the disk, and it may wait for several. */

interface Pending {
  readonly run: (bound: unknown) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

export class WriteGroup<Bound> {
  readonly #transact: <T>(work: (bound: Bound) => Promise<T>) => Promise<T>;
  #pending: Pending[] = [];
  #isRunning = false;

  /** @param transact runs work in a transaction of its own. */
  constructor(transact: <T>(work: (bound: Bound) => Promise<T>) => Promise<T>) {
    this.#transact = transact;
  }

  /**
   * Runs `work` in a transaction, perhaps with that of others; resolves when it is committed. Where the transaction
   * fails, each work of it runs again in one of its own: `work` must do nothing but read and write the database.
   */
  add<T>(work: (bound: Bound) => Promise<T>): Promise<T> {
    return new Promise<T>((done, failed) => {
      const run = work as Pending['run'];
      this.#pending.push({ run, done: done as Pending['done'], failed });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    // What is asked for in the same turn comes along.
    await new Promise((next) => setImmediate(next));
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      await this.#commit(group);
    }
    this.#isRunning = false;
  }

  async #commit(group: readonly Pending[]): Promise<void> {
    try {
      const values = await this.#transact(async (bound) => {
        const found: unknown[] = [];
        for (const { run } of group) found.push(await run(bound));
        return found;
      });
      group.forEach(({ done }, at) => {
        done(values[at]);
      });
    } catch (error) {
      const [only] = group;
      if (group.length === 1 && only !== undefined) only.failed(error);
      else for (const each of group) await this.#commit([each]);
    }
  }
}
