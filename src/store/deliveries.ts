/** The ledger: every mail is one row, for ever, and every step of it is committed before the next one is taken. */
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type ExpressionBuilder, sql } from 'kysely';
import type {
  Composed,
  Delivery,
  DeliveryKind,
  DeliveryState,
  Settlement,
  Told,
} from '../model/delivery.ts';
import type { Day } from '../model/listing.ts';
import { addressKey } from '../model/subscriber.ts';
import { inBatches } from './batches.ts';
import {
  type Claim,
  type ClaimRequest,
  claimNext,
  decodeAsked,
  isNotPaused,
  skip,
} from './claims.ts';
import { type Attempt, attemptsOf, noteAttempt } from './delivery-attempts.ts';
import { decodeDelivery, deliveryColumns, isUnderWay, ready } from './delivery-rows.ts';
import {
  markEnded,
  markHanded,
  markHandedAgain,
  markSettled,
  readClaimed,
  readLastIssue,
  readPapersSent,
  readUnderWay,
} from './delivery-statements.ts';
import { erasedAddress } from './erasure.ts';
import { movedTo, readdress } from './readdress.ts';
import type { Schema } from './schema.ts';
import type { Session } from './session.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** A mail to be sent; see the fields of `Delivery`. */
export interface NewDelivery {
  readonly kind: DeliveryKind;
  readonly dedupeKey: string;
  readonly subscriberId: number | null;
  readonly issueDay: Day | null;
  readonly address: string;
  /** UTC ISO texts. */
  readonly dueAt: string;
  readonly expiresAt: string;
  /** The reader's day of `dueAt`; digests of issues have one. */
  readonly dueOn?: Day | null;
  readonly joinedAt?: string | null;
  readonly content?: string | null;
}

export interface RecoveryOptions {
  readonly policy: 'resend' | 'hold';
  /** Milliseconds after the hand-off at which an unanswered mail goes out again. */
  readonly resendAfter: number;
}

export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[];
  readonly issueDay?: Day;
  /** Capitals or not. */
  readonly address?: string;
  readonly limit: number;
}

export class Deliveries {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * T1: makes a `ready` row of each. A dedupe key that has a row keeps it as it is.
   * @param sendingDomain the right side of the Message-IDs.
   * @returns how many rows are new.
   */
  async plan(rows: readonly NewDelivery[], sendingDomain: string): Promise<number> {
    return await this.#session.write(async ({ db, now }) => {
      const at = now();
      let added = 0;
      for (const batch of inBatches(rows, 100)) {
        const values = batch.map((row) => ({
          kind: row.kind,
          dedupe_key: row.dedupeKey,
          subscriber_id: row.subscriberId,
          issue_day: row.issueDay,
          address: row.address,
          domain: row.address.slice(row.address.lastIndexOf('@') + 1).toLowerCase(),
          message_id: `<${randomBytes(16).toString('hex')}@${sendingDomain}>`,
          due_at: row.dueAt,
          due_on: row.dueOn ?? null,
          expires_at: row.expiresAt,
          state: 'ready' as const,
          not_before: row.dueAt,
          joined_at: row.joinedAt ?? null,
          content: row.content ?? null,
          created_at: at,
        }));
        const result = await db
          .insertInto('deliveries')
          .values(values)
          .onConflict((clash) => clash.column('dedupe_key').doNothing())
          .executeTakeFirst();
        added += Number(result.numInsertedOrUpdatedRows ?? 0);
      }
      return added;
    });
  }

  /** T2: takes the next delivery that is due and allowed; committed before this returns. */
  async claim(request: ClaimRequest): Promise<Claim> {
    return await claimNext(this.#session, request);
  }

  /** The bytes that were handed over before; null where that never happened. A resend is these, whatever changed since. */
  async composed(id: number): Promise<Composed | null> {
    const { db } = this.#session;
    const row = await db
      .selectFrom('deliveries')
      .select(['message', 'composed_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined || row.message === null || row.composed_at === null) return null;
    const items = await db
      .selectFrom('delivery_items')
      .select('paper_key')
      .where('delivery_id', '=', id)
      .execute();
    return {
      message: await unpack(row.message),
      composedAt: row.composed_at,
      items: items.map(({ paper_key }) => paper_key),
    };
  }

  /**
   * T3: asks a last time whether the reader wants it, and records that the body is being handed over, with its bytes
   * and papers. Only after this has returned true may a byte be sent. False where the claim is gone or not wanted.
   */
  async handOff({ id, owner }: Delivery, composed: Composed): Promise<boolean> {
    const message = await pack(composed.message, { level: 1 });
    const sha256 = createHash('sha256').update(composed.message).digest('hex');
    return await this.#session.writeTogether(async ({ db, engine, now }) => {
      const at = now();
      const [row] = await readClaimed(db, { id, owner: owner ?? '' });
      if (row === undefined) return false;
      const { obstacle, domain, moved } = decodeAsked(row, at);
      if (moved !== null) {
        // Composed for an address that is no longer the reader's: it goes back, and out again to the other one.
        await readdress(db, id, moved);
        return false;
      }
      if (obstacle !== null) {
        await skip(db, { id }, obstacle, at);
        return false;
      }
      const isFirst = row.composed_at === null;
      if (!isFirst) await markHandedAgain(db, { id, at });
      else {
        const { composedAt } = composed;
        await markHanded(db, { id, at, composedAt, message, sha256 });
        const { subscriber_id: subscriberId } = row;
        if (subscriberId !== null && composed.items.length > 0) {
          await engine.insertItems(db, subscriberId, id, composed.items);
        }
      }
      await noteAttempt(db, { deliveryId: id, at, handedAt: at, domain, outcome: 'handed over' });
      return true;
    });
  }

  /**
   * T4 to T8: what became of a claimed or handed delivery. A row that another run has by now is left alone. One that was
   * refused at an address that is no longer the reader's goes out to theirs.
   */
  async settle({ id, owner }: Delivery, given: Settlement, told: Told): Promise<boolean> {
    return await this.#session.write(async ({ db, now }) => {
      const at = now();
      const [row] = await readUnderWay(db, { id, owner: owner ?? '' });
      if (row === undefined) return false;
      const { address, uncertain_count: uncertainCount } = row;
      const moved =
        given.to === 'rejected' ? movedTo({ address, uncertainCount }, row.current) : null;
      const settlement: Settlement =
        moved === null
          ? given
          : {
              to: 'ready',
              reason: 'refused at the address that was the reader’s before',
              ...{ notBefore: at, putOff: false, unanswered: false },
            };
      const { to } = settlement;
      // Erased meanwhile: what the server said may name them.
      const isErased = row.address === erasedAddress;
      const reason = isErased ? 'the reader is gone' : settlement.reason;
      const reply = {
        reply_code: told.code ?? null,
        enhanced: told.enhanced ?? null,
        reply: isErased ? null : (told.text ?? null),
      };
      const isEnd = to !== 'ready';
      const unanswered = to === 'uncertain' || (to === 'ready' && settlement.unanswered);
      // Whatever may have to be sent again keeps its bytes.
      const mark = isEnd && to !== 'uncertain' ? markEnded : markSettled;
      await mark(db, {
        ...{ id, state: to, reason, ...reply },
        attempt: row.attempt + (to === 'ready' && settlement.putOff ? 1 : 0),
        uncertainCount: uncertainCount + (unanswered ? 1 : 0),
        notBefore: to === 'ready' ? settlement.notBefore : row.not_before,
        doneAt: isEnd ? at : null,
      });
      if (moved !== null) await readdress(db, id, moved);
      await noteAttempt(db, {
        deliveryId: id,
        at,
        outcome: reason === null ? to : `${to}: ${reason}`,
        stage: told.stage ?? null,
        replyCode: reply.reply_code,
        enhanced: reply.enhanced,
        reply: reply.reply,
      });
      return true;
    });
  }

  /** What waits for a reader goes to the address that is theirs by now, as far as it was not handed over before. */
  async followReader(subscriberId: number, address: string): Promise<void> {
    await this.#session.write(async ({ db }) => {
      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'address', 'uncertain_count as uncertainCount'])
        .where('subscriber_id', '=', subscriberId)
        .where('state', '=', ready)
        .execute();
      for (const row of rows) {
        if (movedTo(row, address) !== null) await readdress(db, row.id, address);
      }
    });
  }

  /** A ready delivery that is not worth sending any more. */
  async giveUp(id: number, reason: string): Promise<void> {
    await this.#session.write(({ db, now }) => skip(db, { id }, reason, now()));
  }

  /** No byte was sent: a claimed delivery is `ready` again, as it was. */
  async release({ id, owner }: Delivery): Promise<void> {
    await this.#session.db
      .updateTable('deliveries')
      .set({ state: 'ready', owner: null })
      .where('id', '=', id)
      .where('state', '=', 'claimed')
      .where('owner', '=', owner)
      .execute();
  }

  /**
   * What a run that was killed left behind; to be called while holding the job lock, before anything is claimed.
   * Claimed goes back to `ready`: surely no copy. Handed is sent once more (`resend`), or waits for the operator.
   */
  async recover({
    policy,
    resendAfter,
  }: RecoveryOptions): Promise<{ freed: number; unanswered: number }> {
    return await this.#session.write(async ({ db, now }) => {
      const at = now();
      const freed = await db
        .updateTable('deliveries')
        .set({ state: 'ready', owner: null })
        .where(isUnderWay)
        .where('state', '=', 'claimed')
        .executeTakeFirst();
      const handed = await db
        .selectFrom('deliveries')
        .select(['id', 'handed_at', 'uncertain_count'])
        .where(isUnderWay)
        .where('state', '=', 'handed')
        .orderBy('id')
        .execute();
      for (const { id, handed_at, uncertain_count } of handed) {
        const again = policy === 'resend' && uncertain_count === 0;
        const reason = 'the run was ended while the server had it; no answer is known';
        await db
          .updateTable('deliveries')
          .set({
            ...{ state: again ? 'ready' : 'uncertain', owner: null, reason },
            uncertain_count: uncertain_count + 1,
            ...(again ? { not_before: later(handed_at ?? at, resendAfter) } : { done_at: at }),
          })
          .where('id', '=', id)
          .execute();
        await noteAttempt(db, {
          ...{ deliveryId: id, at },
          outcome: `${again ? 'ready' : 'uncertain'}: ${reason}`,
        });
      }
      return { freed: Number(freed.numUpdatedRows), unanswered: handed.length };
    });
  }

  /**
   * T9: what is too late ends, and its papers are free again; but what was handed over once without an answer may have
   * arrived, and is `uncertain`. Returns how many ended either way.
   */
  async expire(): Promise<number> {
    return await this.#session.write(async ({ db, now }) => {
      const at = now();
      const late = db
        .updateTable('deliveries')
        .where('state', '=', ready)
        .where('expires_at', '<=', at);
      const unanswered = await late
        .set({
          ...{ state: 'uncertain', done_at: at },
          reason: 'no answer after the body was handed over, and no time was left to send it again',
        })
        .where('uncertain_count', '>', 0)
        .executeTakeFirst();
      const expired = await late
        .set({ state: 'expired', done_at: at, message: null, reason: tooLate })
        .executeTakeFirst();
      return Number(unanswered.numUpdatedRows) + Number(expired.numUpdatedRows);
    });
  }

  /** Ends ready digests because a newer issue's comes to the same reader on the same day. */
  async supersede(ids: readonly number[]): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      for (const batch of inBatches(ids, 500)) {
        await db
          .updateTable('deliveries')
          .set({
            ...{ state: 'expired', done_at: now(), message: null },
            reason: 'a newer issue comes on the same day',
          })
          .where('id', 'in', batch)
          .where('state', '=', 'ready')
          .execute();
      }
    });
  }

  /** T11, by the operator: it arrived, or it is to go out again. False where it is not uncertain. */
  async resolve(id: number, as: 'accepted' | 'resend', expiresAt: string): Promise<boolean> {
    return await this.#session.write(async ({ db, now }) => {
      const at = now();
      const result = await db
        .updateTable('deliveries')
        .set(
          as === 'accepted'
            ? { state: 'accepted', done_at: at, message: null, reason: 'resolved by the operator' }
            : { state: 'ready', done_at: null, not_before: at, expires_at: expiresAt },
        )
        .where('id', '=', id)
        .where('state', '=', 'uncertain')
        .executeTakeFirst();
      if (Number(result.numUpdatedRows) === 0) return false;
      await noteAttempt(db, { deliveryId: id, at, outcome: `resolved by the operator: ${as}` });
      return true;
    });
  }

  async get(id: number): Promise<Delivery | null> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select(deliveryColumns)
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : decodeDelivery(row);
  }

  /** The addresses, in lower case, at which a subscriber was asked to confirm. */
  async askedAt(subscriberId: number): Promise<string[]> {
    const rows = await this.#session.db
      .selectFrom('deliveries')
      .select(sql<string>`lower(address)`.as('address'))
      .distinct()
      .where('subscriber_id', '=', subscriberId)
      .where('kind', '=', 'confirm')
      .where('handed_at', 'is not', null)
      .execute();
    return rows.map(({ address }) => address);
  }

  /** When a reader last changed from this address to another one, UTC ISO text; null where none did. */
  async movedAt(address: string): Promise<string | null> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select((select) => select.fn.max('created_at').as('last'))
      .where('dedupe_key', '>=', 'moved:')
      .where('dedupe_key', '<', 'moved;')
      .where(sql`lower(address)`, '=', addressKey(address))
      .executeTakeFirst();
    return row?.last ?? null;
  }

  async byKey(dedupeKey: string): Promise<Delivery | null> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select(deliveryColumns)
      .where('dedupe_key', '=', dedupeKey)
      .executeTakeFirst();
    return row === undefined ? null : decodeDelivery(row);
  }

  /** Newest first. */
  async list({ states, issueDay, address, limit }: DeliveryFilter): Promise<Delivery[]> {
    let query = this.#session.db.selectFrom('deliveries').select(deliveryColumns);
    if (states !== undefined) query = query.where('state', 'in', states);
    if (issueDay !== undefined) query = query.where('issue_day', '=', issueDay);
    if (address !== undefined) {
      query = query.where(sql`lower(address)`, '=', addressKey(address));
    }
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(decodeDelivery);
  }

  /** What happened to it, oldest first. */
  async attempts(id: number): Promise<readonly Attempt[]> {
    return await attemptsOf(this.#session.db, id);
  }

  /** How many rows stand in each state; those of one issue where it is named. */
  async count(issueDay?: Day): Promise<ReadonlyMap<DeliveryState, number>> {
    let query = this.#session.db
      .selectFrom('deliveries')
      .select(['state', (select) => select.fn.countAll<number>().as('n')]);
    if (issueDay !== undefined) query = query.where('issue_day', '=', issueDay);
    const rows = await query.groupBy('state').execute();
    return new Map(rows.map(({ state, n }) => [state, Number(n)]));
  }

  /**
   * Whether a run would find something to do: mail that is due, rows that a killed run left, issues to plan. Mail of an
   * issue that is paused waits for somebody to resume it, until its time is over.
   */
  async isWork(): Promise<boolean> {
    const { db, now } = this.#session;
    const at = now();
    const due = await db
      .selectFrom('deliveries as d')
      .select('id')
      .where('d.state', '=', ready)
      .where('d.not_before', '<=', at)
      .where((row) => row.or([row('d.expires_at', '<=', at), isNotPaused(row)]))
      .limit(1)
      .executeTakeFirst();
    const left = await db
      .selectFrom('deliveries')
      .select('id')
      .where(isUnderWay)
      .where('state', '<>', 'uncertain')
      .limit(1)
      .executeTakeFirst();
    const unplanned = await db
      .selectFrom('issues')
      .select('day')
      .where('state', '<>', sql.lit('closed'))
      .where('prepared_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    return due !== undefined || left !== undefined || unplanned !== undefined;
  }

  /** Since when the mail that waits longest is due, UTC ISO text; null where none is. */
  async oldestDue(): Promise<string | null> {
    const { db, now } = this.#session;
    const row = await db
      .selectFrom('deliveries')
      .select((select) => select.fn.min('due_at').as('first'))
      .where('state', '=', ready)
      .where('not_before', '<=', now())
      .executeTakeFirst();
    return row?.first ?? null;
  }

  /** How many ended since a moment (UTC ISO text) because their time was over before they could be sent. */
  async countExpired(since: string): Promise<number> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('done_at', '>', since)
      .where('state', '=', 'expired')
      .where('reason', '=', tooLate)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  /** How many are ready, claimed, handed over, or uncertain. */
  async countWaiting(): Promise<ReadonlyMap<DeliveryState, number>> {
    const { db } = this.#session;
    const number = (select: ExpressionBuilder<Schema, 'deliveries'>) =>
      select.fn.countAll<number>().as('n');
    const { n } = await db
      .selectFrom('deliveries')
      .select(number)
      .where('state', '=', ready)
      .executeTakeFirstOrThrow();
    const underWay = await db
      .selectFrom('deliveries')
      .select(['state', number])
      .where(isUnderWay)
      .groupBy('state')
      .execute();
    return new Map([
      ['ready', Number(n)],
      ...underWay.map(({ state, n: rows }) => [state, Number(rows)] as const),
    ]);
  }

  /** Digests of issues that are ready and were never handed over, for subscribers from `from` to `to`, by id. */
  async waitingDigests(
    from: number,
    to: number,
  ): Promise<{ id: number; subscriberId: number; issueDay: Day; dueOn: Day | null }[]> {
    const rows = await this.#session.db
      .selectFrom('deliveries')
      .select(['id', 'subscriber_id', 'issue_day', 'due_on'])
      .where('state', '=', ready)
      .where('kind', '=', 'digest')
      .where('composed_at', 'is', null)
      .where('subscriber_id', '>=', from)
      .where('subscriber_id', '<=', to)
      .orderBy('id')
      .execute();
    return rows.flatMap(
      ({ id, subscriber_id: subscriberId, issue_day: issueDay, due_on: dueOn }) =>
        subscriberId === null || issueDay === null ? [] : [{ id, subscriberId, issueDay, dueOn }],
    );
  }

  /**
   * The papers that a reader has had, or may have had, by their keys then: those of every digest that did not surely
   * end without a copy. What expired, was rejected or skipped gives its papers back, unless it once had no answer.
   */
  async papersSent(subscriberId: number): Promise<string[]> {
    const rows = await readPapersSent(this.#session.db, { subscriberId });
    return rows.map(({ paper_key }) => paper_key);
  }

  /** The newest issue of which the reader has, or may have, a digest; null before the first. */
  async lastIssueSent(subscriberId: number, before: Day): Promise<Day | null> {
    const [row] = await readLastIssue(this.#session.db, { subscriberId, before });
    return row?.issue_day ?? null;
  }

  /** Different addresses refused for a reason of that class since a moment, UTC ISO text. */
  async countRefused(refusal: string, since: string): Promise<number> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select((select) => select.fn.count<number>('address').distinct().as('n'))
      .where('state', '=', 'rejected')
      .where('reason', 'like', `${refusal}:%`)
      .where('done_at', '>=', since)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  /** Digests of an issue that servers took since a moment, and that they refused for good; those never tried do not count. */
  async shareRefused(issueDay: Day, since: string): Promise<{ sent: number; refused: number }> {
    const rows = await this.#session.db
      .selectFrom('deliveries')
      .select(['state', (select) => select.fn.countAll<number>().as('n')])
      .where('issue_day', '=', issueDay)
      .where('reply_code', 'is not', null)
      .where('done_at', '>=', since)
      .where('state', 'in', ['accepted', 'rejected'])
      .groupBy('state')
      .execute();
    const number = (state: DeliveryState) =>
      Number(rows.find((row) => row.state === state)?.n ?? 0);
    return { sent: number('accepted'), refused: number('rejected') };
  }
}

/** Why a delivery expired that no newer one took the place of. */
const tooLate = 'its time was over';

function later(moment: string, milliseconds: number): string {
  return new Date(Date.parse(moment) + milliseconds).toISOString();
}
