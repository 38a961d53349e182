/** The store: the only door to the database, its queries grouped by noun. */
import { Kysely } from 'kysely';
import { PaperboyError } from '../lib/errors.ts';
import { Archives } from './archives.ts';
import { Bounces } from './bounces.ts';
import { DailyRuns } from './daily-runs.ts';
import { Deliveries } from './deliveries.ts';
import { Embeddings } from './embeddings.ts';
import { Erasure } from './erasure.ts';
import { FetchStates } from './fetch-state.ts';
import { Gates } from './gates.ts';
import { Hydrations } from './hydrations.ts';
import { IssuesProgress } from './issue-progress.ts';
import { Issues } from './issues.ts';
import { Listings } from './listings.ts';
import { Merges } from './merges.ts';
import { Meta } from './meta.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { Papers } from './papers.ts';
import { Requests } from './requests.ts';
import { Routes } from './routes.ts';
import type { Schema } from './schema.ts';
import { Secrets } from './secrets.ts';
import { Session } from './session.ts';
import { Sightings } from './sightings.ts';
import { SignUps } from './sign-ups.ts';
import { Splits } from './splits.ts';
import { openSqlite } from './sqlite.ts';
import { Subscribers } from './subscribers.ts';
import { Suppressions } from './suppressions.ts';
import { TransactionGuard } from './transaction-guard.ts';
import { Trends } from './trends.ts';
import { Verdicts } from './verdicts.ts';
import { Votes } from './votes.ts';

export class Store {
  readonly papers: Papers;
  readonly sightings: Sightings;
  readonly trends: Trends;
  readonly listings: Listings;
  readonly merges: Merges;
  readonly splits: Splits;
  readonly fetchState: FetchStates;
  /** The rows of a gate that holds over processes and restarts; see `createGate`. */
  readonly gates: Gates;
  readonly issues: Issues;
  readonly dailyRuns: DailyRuns;
  readonly verdicts: Verdicts;
  readonly hydrations: Hydrations;
  readonly embeddings: Embeddings;
  readonly archives: Archives;
  readonly deliveries: Deliveries;
  readonly issuesProgress: IssuesProgress;
  readonly routes: Routes;
  readonly subscribers: Subscribers;
  readonly suppressions: Suppressions;
  readonly secrets: Secrets;
  readonly meta: Meta;
  readonly bounces: Bounces;
  readonly requests: Requests;
  readonly votes: Votes;
  readonly signUps: SignUps;
  readonly erasure: Erasure;
  readonly #session: Session;

  constructor(session: Session) {
    this.papers = new Papers(session);
    this.sightings = new Sightings(session);
    this.trends = new Trends(session);
    this.listings = new Listings(session);
    this.merges = new Merges(session);
    this.splits = new Splits(session);
    this.fetchState = new FetchStates(session);
    this.gates = new Gates(session);
    this.issues = new Issues(session);
    this.dailyRuns = new DailyRuns(session);
    this.verdicts = new Verdicts(session);
    this.hydrations = new Hydrations(session);
    this.embeddings = new Embeddings(session);
    this.archives = new Archives(session);
    this.deliveries = new Deliveries(session);
    this.issuesProgress = new IssuesProgress(session);
    this.routes = new Routes(session);
    this.subscribers = new Subscribers(session);
    this.suppressions = new Suppressions(session);
    this.secrets = new Secrets(session);
    this.meta = new Meta(session);
    this.bounces = new Bounces(session);
    this.requests = new Requests(session);
    this.votes = new Votes(session);
    this.signUps = new SignUps(session);
    this.erasure = new Erasure(session);
    this.#session = session;
  }

  /**
   * Runs `work` in a write transaction: all of it is kept, or nothing when it throws. It must use the store it is
   * handed; the outer one throws STORE_MISUSE meanwhile. Within a transaction this is the same transaction again.
   * Other processes wait for its end, so nothing slow (network, mail) belongs inside.
   */
  async transaction<T>(work: (store: Store) => Promise<T>): Promise<T> {
    return this.#session.write((session) => work(new Store(session)));
  }

  /**
   * As `transaction`, but others that come at the same time share its commit, and its wait for the disk. `work` may
   * run twice, and must do nothing but read and write the database.
   */
  async together<T>(work: (store: Store) => Promise<T>): Promise<T> {
    return this.#session.writeTogether((session) => work(new Store(session)));
  }

  /** Waits for a running transaction and closes the database. Closing again does nothing. */
  async close(): Promise<void> {
    const { db, engine } = this.#session;
    if (db.isTransaction) {
      throw new PaperboyError('STORE_MISUSE', 'a store cannot be closed within its transaction', {
        hint: 'Close the outer store, after the transaction.',
      });
    }
    // Taking the one connection waits for the transaction that has it.
    await db.connection().execute(async () => {});
    await engine.close();
  }
}

export interface StoreOptions {
  /** The present moment as UTC ISO text; the system's clock unless given. */
  readonly now?: () => string;
  /** Milliseconds that a statement waits for another process before STORE_BUSY; nothing else runs meanwhile. */
  readonly patience?: number;
}

/**
 * Opens the store in the file at `path` (or in memory, `:memory:`), makes it where it is missing and brings it to the
 * newest schema. Throws PaperboyError: INPUT_UNREADABLE for a file or folder that cannot be used, STORE_UNSAFE where
 * data could be lost, STORE_NEWER and STORE_CHANGED for a schema that this program does not know.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<Store> {
  const guard = new TransactionGuard();
  const engine = await openSqlite(path, () => guard.refuseInside(), options.patience);
  const now = options.now ?? (() => new Date().toISOString());
  try {
    const db = new Kysely<Schema>({ dialect: engine.dialect });
    await migrate({ db, engine, migrations, now });
    return new Store(new Session({ db, engine, guard, now, group: { current: null } }));
  } catch (error) {
    await engine.close();
    throw engine.explain(error);
  }
}
