/** How often confirmation mails were asked for, by keyed hashes alone: what the limits on sign-ups count. */
import { addressBucket, keyedHash } from '../lib/address-bucket.ts';
import { Secrets } from './secrets.ts';
import type { Session } from './session.ts';

/** Mails that were asked for within the windows. */
export interface SignUpCounts {
  /** For one address bucket within 24 hours, and within 30 days. */
  readonly addressDay: number;
  readonly addressMonth: number;
  /** From one network, and all together, within an hour. */
  readonly networkHour: number;
  readonly allHour: number;
}

const hour = 3_600_000;
const day = 24 * hour;

export class SignUps {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** @param network as `networkOf` says it. */
  async count(address: string, network: string): Promise<SignUpCounts> {
    const { addressHash, networkHash } = await this.#hashes(address, network);
    const now = Date.parse(this.#session.now());
    const since = (window: number) => new Date(now - window).toISOString();
    const number = async (
      column: 'address_hash' | 'network_hash' | null,
      hash: string,
      from: string,
    ) => {
      let query = this.#session.db
        .selectFrom('sign_ups')
        .select((select) => select.fn.countAll<number>().as('n'))
        .where('at', '>', from);
      if (column !== null) query = query.where(column, '=', hash);
      return Number((await query.executeTakeFirstOrThrow()).n);
    };
    return {
      addressDay: await number('address_hash', addressHash, since(day)),
      addressMonth: await number('address_hash', addressHash, since(30 * day)),
      networkHour: await number('network_hash', networkHash, since(hour)),
      allHour: await number(null, '', since(hour)),
    };
  }

  /** One more mail that will be sent. @param network null where the operator asked. */
  async note(address: string, network: string | null): Promise<void> {
    await this.#session.write(async (session) => {
      const { addressHash, networkHash } = await new SignUps(session).#hashes(
        address,
        network ?? '',
      );
      await session.db
        .insertInto('sign_ups')
        .values({
          at: session.now(),
          address_hash: addressHash,
          network_hash: network === null ? null : networkHash,
        })
        .execute();
    });
  }

  /** Forgets what no limit counts any more, before the moment (UTC ISO text). */
  async prune(before: string): Promise<void> {
    await this.#session.db.deleteFrom('sign_ups').where('at', '<', before).execute();
  }

  /** Forgets those for the address. */
  async forget(address: string): Promise<void> {
    const { addressHash } = await this.#hashes(address, '');
    await this.#session.db.deleteFrom('sign_ups').where('address_hash', '=', addressHash).execute();
  }

  /** The moments at which mail to the address (or one like it) was asked for. */
  async of(address: string): Promise<string[]> {
    const { addressHash } = await this.#hashes(address, '');
    const rows = await this.#session.db
      .selectFrom('sign_ups')
      .select('at')
      .where('address_hash', '=', addressHash)
      .orderBy('n')
      .execute();
    return rows.map(({ at }) => at);
  }

  async #hashes(
    address: string,
    network: string,
  ): Promise<{ addressHash: string; networkHash: string }> {
    const key = (await new Secrets(this.#session).all()).at(-1)!;
    return {
      addressHash: keyedHash(key, 'sign-up address', addressBucket(address)),
      networkHash: keyedHash(key, 'sign-up network', network),
    };
  }
}
