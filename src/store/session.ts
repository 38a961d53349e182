/** A handle on the database, or on one transaction of it: what every group of queries works with. */
import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { Schema } from './schema.ts';
import type { TransactionGuard } from './transaction-guard.ts';
import { WriteGroup } from './write-group.ts';

interface SessionParts {
  /** Shared by all sessions of a store. */
  readonly group?: { current: WriteGroup<Session> | null };
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  readonly guard: TransactionGuard;
  /** The present moment as UTC ISO text. */
  readonly now: () => string;
}

export class Session {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  readonly now: () => string;
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.db = parts.db;
    this.engine = parts.engine;
    this.now = parts.now;
    this.#parts = parts;
  }

  /** Runs `work` in a write transaction: in this one where the session is bound to one, else in a new one. */
  async write<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.db.isTransaction) return work(this);
    return this.#explained(() => this.db.transaction().execute((db) => this.#runBound(db, work)));
  }

  /**
   * As `write`, but others that come at the same time share the commit. `work` may run twice, and must do nothing but
   * read and write the database.
   */
  async writeTogether<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.db.isTransaction) return work(this);
    this.#parts.guard.refuseInside();
    const shared = this.#parts.group;
    if (shared === undefined) return this.write(work);
    shared.current ??= new WriteGroup<Session>((all) => this.write(all));
    return shared.current.add(work);
  }

  /** Runs `work`, which only reads, against one unchanging state of the database. */
  async read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.db.isTransaction) return work(this);
    return this.#explained(() =>
      this.db
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute((db) => this.#runBound(db, work)),
    );
  }

  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.engine.explain(error);
    }
  }

  #runBound<T>(db: Kysely<Schema>, work: (session: Session) => Promise<T>): Promise<T> {
    return this.#parts.guard.run(() => work(new Session({ ...this.#parts, db })));
  }
}
