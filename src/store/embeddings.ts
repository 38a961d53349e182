/** The vectors that embedders made of papers: none is made twice of the same text by the same model. */
import { endianness } from 'node:os';
import { sql } from 'kysely';
import { inBatches, inLists } from './batches.ts';
import { readAliases } from './read-papers.ts';
import type { EmbeddingRow } from './schema.ts';
import type { Session } from './session.ts';

export interface Embedding {
  /** Of the text that the vector was made of. */
  readonly textHash: string;
  readonly vector: Float32Array;
}

const batchSize = 100;

export class Embeddings {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * What `model` made of the papers `keys`; papers without a vector are absent. A key that was merged away answers with
   * that of the paper it was merged into; its own row waits for a split.
   */
  async get(model: string, keys: readonly string[]): Promise<Map<string, Embedding>> {
    const { db } = this.#session;
    const aliases = await readAliases(db, keys);
    const present = (key: string) => aliases.get(key) ?? key;
    const rows = new Map<string, Embedding>();
    for (const list of inLists([...new Set(keys.map(present))])) {
      const found = await db
        .selectFrom('embeddings')
        .select(['paper_key', 'text_hash', 'vector'])
        .where('model', '=', model)
        .where('paper_key', 'in', list)
        .execute();
      for (const { paper_key, text_hash, vector } of found) {
        rows.set(paper_key, { textHash: text_hash, vector: decodeVector(vector) });
      }
    }
    return new Map(
      keys.flatMap((key) => {
        const row = rows.get(present(key));
        return row === undefined ? [] : [[key, row] as const];
      }),
    );
  }

  /** Keeps vectors, each in place of an earlier one by the same model. All of them, or none. */
  async put(
    model: string,
    rows: readonly (Embedding & { readonly paperKey: string })[],
  ): Promise<void> {
    await this.#session.write(async ({ db, now }) => {
      const at = now();
      const encoded = rows.map(
        ({ paperKey, textHash, vector }): EmbeddingRow => ({
          ...{ paper_key: paperKey, model, text_hash: textHash, made_at: at },
          vector: encodeVector(vector),
        }),
      );
      for (const batch of inBatches(encoded, batchSize)) {
        await db
          .insertInto('embeddings')
          .values([...batch])
          .onConflict((clash) =>
            clash.columns(['paper_key', 'model']).doUpdateSet({
              text_hash: sql`excluded.text_hash`,
              made_at: sql`excluded.made_at`,
              vector: sql`excluded.vector`,
            }),
          )
          .execute();
      }
    });
  }

  /** Forgets what models other than `model` made before `before` (UTC ISO text). */
  async prune(model: string, before: string): Promise<void> {
    await this.#session.write(({ db }) =>
      db
        .deleteFrom('embeddings')
        .where('model', '<>', model)
        .where('made_at', '<', before)
        .execute(),
    );
  }

  /** Forgets the vectors of `model` that have not `length` numbers: another model had its name when it made them. */
  async forgetOtherLengths(model: string, length: number): Promise<void> {
    await this.#session.write(({ db }) =>
      db
        .deleteFrom('embeddings')
        .where('model', '=', model)
        .where(sql`length(vector)`, '<>', length * Float32Array.BYTES_PER_ELEMENT)
        .execute(),
    );
  }
}

function encodeVector(vector: Float32Array): Buffer {
  return lowestByteFirst(Buffer.from(new Float32Array(vector).buffer));
}

function decodeVector(stored: Buffer): Float32Array {
  // A copy of its own: a buffer of the database may begin where no float can.
  const bytes = lowestByteFirst(Buffer.from(new Uint8Array(stored).buffer));
  return new Float32Array(bytes.buffer, 0, bytes.length / Float32Array.BYTES_PER_ELEMENT);
}

function lowestByteFirst(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  if (endianness() === 'BE') bytes.swap32();
  return bytes;
}
