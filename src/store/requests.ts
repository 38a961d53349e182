/** What waits for somebody to follow a link from a mail: confirming, seeing one's data, changing one's address. Of tokens only hashes are kept. */
import { randomBytes } from 'node:crypto';
import { hashToken, type RequestKind, requestToken } from '../lib/request-token.ts';
import type { Preferences } from '../model/subscriber.ts';
import { decodePreferences, encodePreferences } from './preferences-json.ts';
import type { RequestRow } from './schema.ts';
import { Secrets } from './secrets.ts';
import type { Session } from './session.ts';

/** All times are UTC ISO text. */
export interface LinkRequest {
  readonly id: number;
  readonly kind: RequestKind;
  readonly origin: 'form' | 'operator';
  readonly subscriberId: number;
  /** Where mail is to go from then on; of the kind `address` alone. */
  readonly address: string | null;
  /** What they chose; null where the request says nothing of it. */
  readonly preferences: Preferences | null;
  /** The words that they agree to. */
  readonly wording: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  /** A newer one took its place then. */
  readonly supersededAt: string | null;
}

export type NewRequest = Pick<
  LinkRequest,
  'kind' | 'origin' | 'subscriberId' | 'address' | 'preferences' | 'wording' | 'expiresAt'
>;

export class Requests {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Makes a request; older ones of its kind for the same subscriber are no longer good. @returns its id. */
  async add(given: NewRequest): Promise<number> {
    return await this.#session.write(async (session) => {
      const { db, now } = session;
      const at = now();
      const { kind, subscriberId } = given;
      await db
        .updateTable('requests')
        .set({ superseded_at: at })
        .where('subscriber_id', '=', subscriberId)
        .where('kind', '=', kind)
        .where('used_at', 'is', null)
        .where('superseded_at', 'is', null)
        .execute();
      const [key] = await new Secrets(session).all();
      const nonce = randomBytes(20).toString('hex');
      const { preferences } = given;
      const row = await db
        .insertInto('requests')
        .values({
          ...{ kind, origin: given.origin, subscriber_id: subscriberId, nonce },
          address: given.address,
          token_hash: hashToken(requestToken(key, kind, subscriberId, nonce)),
          preferences: preferences === null ? null : encodePreferences(preferences),
          ...{ wording: given.wording, created_at: at, expires_at: given.expiresAt },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    });
  }

  /** The request whose token this is, whatever became of it; null for a token of another kind, or of none. */
  async find(kind: RequestKind, token: string): Promise<LinkRequest | null> {
    const row = await this.#session.db
      .selectFrom('requests')
      .selectAll()
      .where('token_hash', '=', hashToken(token))
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row === undefined ? null : decodeRequest(row);
  }

  /** A request with its token, for the mail; null where it is gone, or its key is. */
  async withToken(id: number): Promise<{ request: LinkRequest; token: string } | null> {
    const row = await this.#session.db
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const keys = await new Secrets(this.#session).known();
    // The key that signed it may not be the newest by now.
    const token = keys
      .map((key) => requestToken(key, row.kind, row.subscriber_id, row.nonce))
      .find((one) => hashToken(one) === row.token_hash);
    return token === undefined ? null : { request: decodeRequest(row), token };
  }

  /** False where it was used before. */
  async use(id: number): Promise<boolean> {
    return await this.#session.write(async ({ db, now }) => {
      const row = await db
        .updateTable('requests')
        .set({ used_at: now() })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    });
  }

  /** No link that a subscriber was sent so far is good any more. */
  async endAll(subscriberId: number): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      await db
        .updateTable('requests')
        .set({ superseded_at: now() })
        .where('subscriber_id', '=', subscriberId)
        .where('used_at', 'is', null)
        .where('superseded_at', 'is', null)
        .execute();
    });
  }

  /** All of one subscriber, oldest first. */
  async of(subscriberId: number): Promise<LinkRequest[]> {
    const rows = await this.#session.db
      .selectFrom('requests')
      .selectAll()
      .where('subscriber_id', '=', subscriberId)
      .orderBy('id')
      .execute();
    return rows.map(decodeRequest);
  }

  /** Forgets those that ended before the moment. */
  async prune(before: string): Promise<void> {
    await this.#session.db.deleteFrom('requests').where('expires_at', '<', before).execute();
  }
}

type ReadRow = Omit<RequestRow, 'id'> & { readonly id: number };

function decodeRequest(row: ReadRow): LinkRequest {
  return {
    id: row.id,
    kind: row.kind,
    origin: row.origin,
    subscriberId: row.subscriber_id,
    address: row.address,
    preferences: row.preferences === null ? null : decodePreferences(row.preferences),
    wording: row.wording,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    supersededAt: row.superseded_at,
  };
}
