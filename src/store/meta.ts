/** Single values that must outlive a restart, by name. */
import type { Session } from './session.ts';

/** `last-tick`: UTC ISO text of the last time mail was looked after. */
export type MetaName = 'last-tick' | 'clock-suspect' | 'mail-resumed-at';

export class Meta {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(name: MetaName): Promise<string | null> {
    const row = await this.#session.db
      .selectFrom('meta')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value ?? null;
  }

  async set(name: MetaName, value: string): Promise<void> {
    await this.#session.write(({ db }) =>
      db
        .insertInto('meta')
        .values({ name, value })
        .onConflict((clash) => clash.column('name').doUpdateSet({ value }))
        .execute(),
    );
  }

  async remove(name: MetaName): Promise<void> {
    await this.#session.write(({ db }) => db.deleteFrom('meta').where('name', '=', name).execute());
  }
}
