/** The tables as Kysely sees them, one interface a table; the SQL that makes them stands in `migrations/`. */
import type { Generated } from 'kysely';
import type { RequestKind } from '../lib/request-token.ts';
import type { DeliveryKind, DeliveryState } from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import type { NearKey } from '../model/near-keys.ts';
import type { PaperId } from '../model/paper-id.ts';
import type { Consent, SubscriberState, SuppressionReason } from '../model/subscriber.ts';
import type { VoteOrigin } from '../model/taste.ts';
import type { VerdictName } from '../model/verdict.ts';

/** One row a paper ever met. Times are UTC ISO text; lists and links are JSON text, decoded in `paper-rows.ts`. */
export interface PaperRow {
  /** The row's number, which the search index goes by. Never leaves the store. */
  readonly n: Generated<number>;
  readonly key: string;
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: string | null;
  readonly author_count: number | null;
  readonly organization: string | null;
  readonly published: Day | null;
  readonly categories: string;
  readonly links: string;
  readonly first_seen_at: string;
  readonly updated_at: string;
  /** The key of the paper this one turned out to be; always a surviving paper, never another alias. */
  readonly merged_into: string | null;
}

/**
 * `strong` is 1 where the id can name one paper only (everything but titles); an index enforces it. The keys by which
 * a title is found nearly stand beside the ids and are no part of the paper.
 */
export interface PaperIdRow {
  readonly id: PaperId | NearKey;
  readonly paper_key: string;
  readonly strong: 0 | 1;
}

export interface SightingRow {
  readonly paper_key: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number | null;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly stars: number | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
}

/** What a source listed for a day, kept even when every entry was known already. */
export interface ListingRow {
  readonly source: string;
  readonly day: Day;
  readonly format: string;
  readonly listed: number;
  readonly first_read_at: string;
  readonly last_read_at: string;
}

/** One entry that was recognised as a known paper. A paper merged whole has the source `paper:<its key>`, position 0. */
export interface MergeRow {
  readonly paper_key: string;
  readonly source: string;
  readonly day: Day;
  readonly position: number;
  readonly title: string;
  readonly reason: string;
  readonly recorded_at: string;
  /** The merge's own number, by which people name it; higher for later ones, never given twice. */
  readonly n: number;
  /** JSON text: a `MergedEntry`, or a `MergedPaper` (see `merged-paper.ts`); null where it was not recorded. */
  readonly undo: string | null;
}

/** Two papers kept apart for good since merge `n` of them was undone. */
export interface SplitRow {
  readonly paper_key: string;
  readonly apart_from: string;
  readonly n: number;
  readonly title: string;
  readonly reason: string;
  /** The names the one split off was listed by, as JSON text. */
  readonly names: string;
  readonly source: string | null;
  readonly split_at: string;
}

/** What the last good answer of a source was, by the address that was asked for. */
export interface FetchStateRow {
  readonly address: string;
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** The address, after redirects, that gave the two validators. */
  readonly validators_from: string | null;
  readonly body_hash: string | null;
  readonly checked_at: string | null;
  readonly changed_at: string | null;
  /** Failures in a row since the last good answer. */
  readonly failures: number;
}

/** Whose turn it is at hosts that are asked one request at a time. */
export interface GateRow {
  readonly name: string;
  /** Who has it; null when it was given back. */
  readonly owner: string | null;
  /** Free from then on, for whoever comes; with an owner, the end of its lease and the pause after it. */
  readonly next_at: string;
}

/** A host that asked to be left alone until a moment. */
export interface CoolDownRow {
  readonly name: string;
  readonly until: string;
}

/** One day's publication; `digest` is JSON text, as it was published. */
export interface IssueRow {
  readonly day: Day;
  readonly title: string;
  readonly published_at: string;
  readonly digest: string;
  /** `closed` when every candidate's digest has come to its end; `paused` by the breaker or an operator. */
  readonly state: Generated<'open' | 'paused' | 'closed'>;
  /** The last subscriber whose digest was planned, by id. */
  readonly prepared_to: Generated<number>;
  readonly prepared_at: string | null;
  /** Subscribers confirmed before it was published, and those of them who get no digest of it. */
  readonly n_candidates: Generated<number>;
  readonly n_excluded: Generated<number>;
}

/** `preferences` is JSON text. Ids are never given twice. */
export interface SubscriberRow {
  readonly id: Generated<number>;
  readonly address_key: string;
  readonly address: string;
  readonly state: SubscriberState;
  readonly preferences: string;
  readonly paused_until: Day | null;
  readonly consent_source: Consent['source'] | null;
  readonly consent_wording: string | null;
  readonly consent_at: string | null;
  readonly created_at: string;
  readonly confirmed_at: string | null;
  readonly unsubscribed_at: string | null;
  /** They confirmed then, and wait for the operator's word. */
  readonly waits_since: string | null;
  /** 1 where they came by the form on the page. */
  readonly from_form: Generated<0 | 1>;
}

/** A link in a mail that is good once, for a while. `nonce` and a key make its token, of which only the hash stands here. */
export interface RequestRow {
  readonly id: Generated<number>;
  readonly kind: RequestKind;
  readonly origin: 'form' | 'operator';
  readonly subscriber_id: number;
  /** Where mail is to go instead, as long as nobody has confirmed it there; of the kind `address` alone. */
  readonly address: string | null;
  readonly token_hash: string;
  readonly nonce: string;
  /** JSON text; what they get once they confirm. */
  readonly preferences: string | null;
  readonly wording: string | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly used_at: string | null;
  readonly superseded_at: string | null;
}

export interface VoteRow {
  readonly subscriber_id: number;
  readonly paper_key: string;
  readonly value: 1 | -1;
  readonly at: string;
  readonly origin: Generated<VoteOrigin>;
}

/** A confirmation mail that was asked for; keyed hashes alone. `network_hash` is null where the operator asked. */
export interface SignUpRow {
  readonly n: Generated<number>;
  readonly at: string;
  readonly address_hash: string;
  readonly network_hash: string | null;
}

export interface SuppressionRow {
  readonly address_key: string;
  readonly reason: SuppressionReason;
  readonly detail: string;
  readonly at: string;
  readonly until: string | null;
}

/** The ledger: one row a mail, for ever. `message` is kept, compressed, from the first hand-off to an end. */
export interface DeliveryRow {
  readonly id: Generated<number>;
  readonly kind: DeliveryKind;
  readonly dedupe_key: string;
  readonly subscriber_id: number | null;
  readonly issue_day: Day | null;
  readonly address: string;
  /** Of the address, in lower case. */
  readonly domain: string;
  readonly message_id: string;
  readonly due_at: string;
  /** The reader's day of `due_at`, for digests of issues: one a day. */
  readonly due_on: Day | null;
  readonly expires_at: string;
  readonly state: DeliveryState;
  readonly attempt: Generated<number>;
  readonly uncertain_count: Generated<number>;
  readonly not_before: string;
  readonly owner: string | null;
  readonly joined_at: string | null;
  readonly content: string | null;
  readonly composed_at: string | null;
  readonly message: Buffer | null;
  readonly raw_sha256: string | null;
  readonly handed_at: string | null;
  readonly done_at: string | null;
  readonly reply_code: number | null;
  readonly enhanced: string | null;
  readonly reply: string | null;
  readonly reason: string | null;
  readonly bounced_at: string | null;
  readonly complained_at: string | null;
  readonly created_at: string;
}

/** A paper that a delivery shows. */
export interface DeliveryItemRow {
  readonly subscriber_id: number;
  readonly paper_key: string;
  readonly delivery_id: number;
}

/** What happened to a delivery, only ever added to; hand-offs (`handed_at` set) are what rate limits count. */
export interface AttemptRow {
  readonly n: Generated<number>;
  readonly delivery_id: number;
  readonly at: string;
  readonly handed_at: string | null;
  readonly domain: string;
  readonly outcome: string;
  readonly stage: string | null;
  readonly reply_code: number | null;
  readonly enhanced: string | null;
  readonly reply: string | null;
}

/** How a way of sending fares: failures in a row, until when it is left alone, why nothing is sent at all. */
export interface RouteRow {
  readonly name: string;
  readonly failures: number;
  readonly blocked_until: string | null;
  readonly paused_at: string | null;
  readonly paused_reason: string | null;
}

/** Keys that links in mails are signed with: the newest signs, all of them verify. */
export interface SecretRow {
  readonly id: Generated<number>;
  readonly key: string;
  readonly created_at: string;
}

export interface MetaRow {
  readonly name: string;
  readonly value: string;
}

/** The latest run of the daily job for a day; `finished_at` stays that of the latest run that came to its end. */
export interface DailyRunRow {
  readonly day: Day;
  readonly started_at: string;
  readonly finished_at: string | null;
}

/** What a source's readings of a day amounted to. */
export interface VerdictRow {
  readonly source: string;
  readonly day: Day;
  readonly verdict: VerdictName;
  readonly why: string;
  readonly new_papers: number;
  readonly judged_at: string;
}

/** A source in trouble that the operator has been told of; gone when it works again. */
export interface SourceNoticeRow {
  readonly source: string;
  readonly since: Day;
  readonly raised_at: string;
}

/** When the arXiv API was last asked for a paper, and whether it knew it. */
export interface HydrationRow {
  /** The arXiv id, which stays with the paper when it is merged. */
  readonly id: PaperId;
  readonly asked_at: string;
  readonly answered: 0 | 1;
}

/** One vector of a paper by one model: 32-bit floats, the lowest byte first. */
export interface EmbeddingRow {
  readonly paper_key: string;
  readonly model: string;
  /** Of the text that it was made of; another text makes it stale. */
  readonly text_hash: string;
  readonly made_at: string;
  readonly vector: Buffer;
}

/** What was learned from the papers up to `newest` (a number of theirs); of two, the older is kept in case. */
export interface ArchiveRow {
  readonly n: Generated<number>;
  readonly made_at: string;
  readonly papers: number;
  readonly newest: number;
  readonly format: string;
  readonly data: Buffer;
}

export interface MigrationRow {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: string;
}

export interface Schema {
  readonly papers: PaperRow;
  readonly paper_ids: PaperIdRow;
  readonly sightings: SightingRow;
  readonly listings: ListingRow;
  readonly merges: MergeRow;
  readonly splits: SplitRow;
  readonly fetch_state: FetchStateRow;
  readonly gates: GateRow;
  readonly cool_downs: CoolDownRow;
  readonly issues: IssueRow;
  readonly subscribers: SubscriberRow;
  readonly suppressions: SuppressionRow;
  readonly requests: RequestRow;
  readonly votes: VoteRow;
  readonly sign_ups: SignUpRow;
  readonly deliveries: DeliveryRow;
  readonly delivery_items: DeliveryItemRow;
  readonly attempts: AttemptRow;
  readonly routes: RouteRow;
  readonly secrets: SecretRow;
  readonly meta: MetaRow;
  readonly daily_runs: DailyRunRow;
  readonly verdicts: VerdictRow;
  readonly source_notices: SourceNoticeRow;
  readonly hydrations: HydrationRow;
  readonly embeddings: EmbeddingRow;
  readonly archives: ArchiveRow;
  readonly schema_migrations: MigrationRow;
}
