/** The keys that links and return addresses are signed with: the newest signs, old ones verify for years. */
import { randomBytes } from 'node:crypto';
import type { TokenKey } from '../lib/tokens.ts';
import type { Session } from './session.ts';

export class Secrets {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Every key, newest first; makes the first one where there is none. */
  async all(): Promise<readonly [TokenKey, ...TokenKey[]]> {
    const [newest, ...others] = await this.#read();
    if (newest !== undefined) return [newest, ...others];
    return await this.#session.write(async (session) => {
      const [known, ...older] = await new Secrets(session).#read();
      return known === undefined ? [await addKey(session)] : [known, ...older];
    });
  }

  /** Every key, newest first; empty where none was ever needed. Changes nothing. */
  async known(): Promise<readonly TokenKey[]> {
    return await this.#session.read((session) => new Secrets(session).#read());
  }

  /** Adds a key that signs from now on. */
  async rotate(): Promise<TokenKey> {
    return await this.#session.write(addKey);
  }

  async #read(): Promise<TokenKey[]> {
    const { db } = this.#session;
    return await db.selectFrom('secrets').select(['id', 'key']).orderBy('id', 'desc').execute();
  }
}

async function addKey({ db, now }: Session): Promise<TokenKey> {
  const key = randomBytes(32).toString('base64url');
  const row = await db
    .insertInto('secrets')
    .values({ key, created_at: now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, key };
}
