/** Queries that are built once and run with other values each time: building one takes longer than running it. */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { SqlValue } from './engine.ts';
import type { Schema } from './schema.ts';

type Values = Readonly<Record<string, SqlValue | Buffer>>;

/**
 * `build` gets a stand-in for each value by its name, and must use it as it is, as one bound value. The query is built
 * once for each kind of database.
 * @returns a function that runs it with the values given.
 */
export function prepareQuery<V extends Values, Row>(
  names: readonly (keyof V & string)[],
  build: (db: Kysely<Schema>, values: V) => Compilable<Row>,
): (db: Kysely<Schema>, values: V) => Promise<Row[]> {
  const built = new Map<unknown, { query: CompiledQuery<Row>; places: (string | null)[] }>();
  const standIns = new Map(names.map((name) => [`\u0001${name}\u0001` as unknown, name]));
  return async (db, values) => {
    const kind = db.getExecutor().adapter.constructor;
    let known = built.get(kind);
    if (known === undefined) {
      const given = Object.fromEntries([...standIns].map(([mark, name]) => [name, mark]));
      const query = build(db, given as unknown as V).compile();
      known = { query, places: query.parameters.map((value) => standIns.get(value) ?? null) };
      built.set(kind, known);
    }
    const { query, places } = known;
    const parameters = query.parameters.map((value, at) => {
      const name = places[at];
      return name == null ? value : values[name];
    });
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}
