/** The merges that a person undid: carried out, remembered, and told to whoever resolves listings. */

import { PaperboyError } from '../lib/errors.ts';
import type { KeptApart } from '../model/merge-record.ts';
import { readAliases } from './read-papers.ts';
import type { Session } from './session.ts';
import { splitEntry } from './split-entry.ts';
import { copySplits, keepApart, readPairs } from './split-pairs.ts';
import { splitPaper } from './split-paper.ts';

/** A paper that another one is kept apart from, and the merge of the two that was undone. */
export interface RecordedSplit {
  readonly paperKey: string;
  readonly number: number;
  readonly title: string;
  readonly reason: string;
}

/** A merge undone. */
export interface SplitResult {
  /** The paper that is one of its own again, and the one it was taken for. */
  readonly key: string;
  readonly from: string;
  readonly number: number;
  /** What could not be told apart, one sentence each. */
  readonly doubts: readonly string[];
}

export class Splits {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Every pair of papers that is never to be merged again. */
  async keptApart(): Promise<KeptApart[]> {
    const rows = await this.#session.db.selectFrom('splits').selectAll().execute();
    return rows.map(({ paper_key, apart_from, names, source }) => ({
      key: paper_key,
      from: apart_from,
      names: JSON.parse(names),
      source,
    }));
  }

  /** The papers that the one named `paperKey` is kept apart from, the latest split first. */
  async of(paperKey: string): Promise<RecordedSplit[]> {
    return this.#session.read(async ({ db }) => {
      const aliases = await readAliases(db, [paperKey]);
      const key = aliases.get(paperKey) ?? paperKey;
      return (await readPairs(db, [key])).map(({ paper_key, apart_from, n, title, reason }) => ({
        paperKey: paper_key === key ? apart_from : paper_key,
        number: n,
        title,
        reason,
      }));
    });
  }

  /**
   * Undoes the merge of that number: what was merged is a paper of its own again, with what is known to be its own,
   * and the two are kept apart from then on. Throws STORE_MISUSE where there is no such merge.
   */
  async split(number: number): Promise<SplitResult> {
    return this.#session.write(async (session) => {
      const { db } = session;
      const row = await db
        .selectFrom('merges')
        .selectAll()
        .where('n', '=', number)
        .executeTakeFirst();
      if (row === undefined) {
        throw new PaperboyError('STORE_MISUSE', `no merge has the number ${number}`, {
          hint: 'Look up the merges of a paper in the same transaction.',
        });
      }
      const isWhole = row.source.startsWith('paper:');
      const { key, names, doubts } = await (isWhole ? splitPaper : splitEntry)(session, row);
      await db.deleteFrom('merges').where('n', '=', number).execute();
      await copySplits(db, row.paper_key, key);
      await keepApart(db, {
        paper_key: key,
        apart_from: row.paper_key,
        n: number,
        title: row.title,
        reason: row.reason,
        names: JSON.stringify(names),
        source: isWhole ? null : row.source,
        split_at: session.now(),
      });
      return { key, from: row.paper_key, number, doubts };
    });
  }
}
