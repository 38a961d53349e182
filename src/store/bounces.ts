/** What came back after a mail was accepted: flags on its row in the ledger, and what earlier mails met. */
import type { Delivery } from '../model/delivery.ts';
import { addressKey } from '../model/subscriber.ts';
import { erasedAddress } from './erasure.ts';
import type { Session } from './session.ts';

/** As much of a delivery as a report is about. */
export type ReportedDelivery = Pick<
  Delivery,
  'id' | 'subscriberId' | 'address' | 'bouncedAt' | 'complainedAt'
> & {
  /** The issue's day; of other mail the day it was due. */
  readonly day: string;
};

/** One mail that an address did not get. */
export interface FailedDelivery {
  readonly deliveryId: number;
  readonly day: string;
  /** `5.1.1`, and what the other server said. */
  readonly status: string | null;
  readonly diagnostic: string | null;
  /** The class that was found when it was refused, the first word of its reason; null of a bounce. */
  readonly refusal: string | null;
}

export class Bounces {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The delivery with this number, or null. */
  async find(id: number): Promise<ReportedDelivery | null> {
    return await this.#findBy('id', id);
  }

  /** The delivery with this Message-ID, angle brackets included, or null. */
  async findByMessageId(messageId: string): Promise<ReportedDelivery | null> {
    return await this.#findBy('message_id', messageId);
  }

  /**
   * Flags a delivery and keeps what was reported among its attempts. False where it had the flag before: then nothing
   * is written. Its state stays what it is.
   */
  async flag(
    id: number,
    flag: 'bounced' | 'complained',
    report: Pick<FailedDelivery, 'status' | 'diagnostic'>,
  ): Promise<boolean> {
    return await this.#session.write(async ({ db, now }) => {
      const column = flag === 'bounced' ? 'bounced_at' : 'complained_at';
      const row = await db
        .updateTable('deliveries')
        .set({ [column]: now() })
        .where('id', '=', id)
        .where(column, 'is', null)
        .returning(['domain', 'address'])
        .executeTakeFirst();
      if (row === undefined) return false;
      await db
        .insertInto('attempts')
        .values({
          delivery_id: id,
          at: now(),
          handed_at: null,
          domain: row.domain,
          outcome: flag,
          stage: null,
          reply_code: null,
          enhanced: report.status,
          // What was reported of an erased person may name them.
          reply: row.address === erasedAddress ? null : report.diagnostic,
        })
        .execute();
      return true;
    });
  }

  /** The mails to this address (of this subscriber, if it is one's) that bounced or were refused, oldest first. */
  async failures({
    subscriberId,
    address,
  }: Pick<Delivery, 'subscriberId' | 'address'>): Promise<FailedDelivery[]> {
    const rows = await this.#session.db
      .selectFrom('deliveries as delivery')
      .leftJoin('attempts as attempt', (join) =>
        join.onRef('attempt.delivery_id', '=', 'delivery.id').on('attempt.outcome', '=', 'bounced'),
      )
      .select(['delivery.id', 'delivery.issue_day', 'delivery.due_at', 'delivery.bounced_at'])
      .select(['delivery.address', 'delivery.enhanced', 'delivery.reply', 'delivery.reason'])
      .select(['attempt.enhanced as reported', 'attempt.reply as diagnostic'])
      .where('delivery.subscriber_id', subscriberId === null ? 'is' : '=', subscriberId)
      .where((row) =>
        row.or([
          row('delivery.bounced_at', 'is not', null),
          row.and([
            row('delivery.state', '=', 'rejected'),
            row('delivery.reply_code', 'is not', null),
          ]),
        ]),
      )
      .orderBy('delivery.id')
      .execute();
    return rows
      .filter((row) => addressKey(row.address) === addressKey(address))
      .map((row) => ({
        deliveryId: row.id,
        day: row.issue_day ?? row.due_at.slice(0, 10),
        status: row.bounced_at === null ? row.enhanced : row.reported,
        diagnostic: row.bounced_at === null ? row.reply : row.diagnostic,
        refusal:
          row.bounced_at === null ? (/^([a-z-]+): /.exec(row.reason ?? '')?.[1] ?? null) : null,
      }));
  }

  async #findBy(
    column: 'id' | 'message_id',
    value: number | string,
  ): Promise<ReportedDelivery | null> {
    const row = await this.#session.db
      .selectFrom('deliveries')
      .select(['id', 'subscriber_id', 'address', 'issue_day', 'due_at'])
      .select(['bounced_at', 'complained_at'])
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      id: row.id,
      subscriberId: row.subscriber_id,
      address: row.address,
      bouncedAt: row.bounced_at,
      complainedAt: row.complained_at,
      day: row.issue_day ?? row.due_at.slice(0, 10),
    };
  }
}
