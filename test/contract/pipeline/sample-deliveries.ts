/** Rows of the ledger as they stand when a report about them comes. */
import Database from 'better-sqlite3';

export interface SampleDelivery {
  readonly id: number;
  readonly address: string;
  readonly messageId: string;
  readonly subscriberId?: number | null;
  readonly day?: string;
  readonly state?: string;
  /** Of a refusal when it was sent. */
  readonly enhanced?: string;
}

/** Adds accepted digests, or what is said of them, to the database at `path`. */
export function addDeliveries(path: string, deliveries: readonly SampleDelivery[]): void {
  const db = new Database(path);
  const insert = db.prepare(
    `INSERT INTO deliveries (id, kind, dedupe_key, subscriber_id, issue_day, address, domain, message_id,
       due_at, expires_at, not_before, state, enhanced, reply_code, created_at)
     VALUES (?, 'digest', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const given of deliveries) {
    const { id, address, messageId, subscriberId = null, day = '2026-10-14' } = given;
    const at = `${day}T05:00:00.000Z`;
    const domain = address.split('@')[1]?.toLowerCase();
    insert.run(
      ...[id, `sample/${id}`, subscriberId, day, address, domain, messageId],
      ...[at, at, at, given.state ?? 'accepted', given.enhanced ?? null],
      ...[given.enhanced === undefined ? null : 550, at],
    );
  }
  db.close();
}

/** Everything a report could change, to compare before and after. */
export function ledgerOf(path: string): unknown {
  const db = new Database(path, { readonly: true });
  const all = ['deliveries', 'attempts', 'suppressions', 'subscribers'].map((table) =>
    db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
  );
  db.close();
  return all;
}

/** The flags, states and attempts of one delivery. */
export function deliveryRow(path: string, id: number) {
  const db = new Database(path, { readonly: true });
  const row = db
    .prepare('SELECT state, bounced_at, complained_at FROM deliveries WHERE id = ?')
    .get(id);
  const attempts = db
    .prepare('SELECT outcome, enhanced, reply, handed_at FROM attempts WHERE delivery_id = ?')
    .all(id);
  db.close();
  return { row, attempts };
}
