/**
 * `npm run eval -- [--set NAME] [--corpus DIR] [--queries DIR] [--json] [--only ours|baselines] [--limit N]`: how well
 * the program ranks, beside the field's rankers. Ends with status 1 where a baseline is off the reference.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { collectionsOf, isKind, kinds } from './collections.ts';
import { Pool } from './pool.ts';
import { readReference } from './reference.ts';
import { disagreements, type Figures, figuresOf, tableOf } from './report.ts';
import { runCollection } from './run-collection.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    corpus: { type: 'string' },
    queries: { type: 'string' },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    limit: { type: 'string' },
  },
});
const { set: kind, only } = values;
if (kind !== undefined && !isKind(kind)) refuse(`--set is one of ${kinds.join(', ')}`);
if (kind === undefined && (values.corpus ?? values.queries) !== undefined) {
  refuse('--corpus and --queries need --set');
}
if (only !== undefined && only !== 'ours' && only !== 'baselines') {
  refuse('--only is ours or baselines');
}
const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
if (!(limit >= 1)) refuse('--limit is a number of queries');

const shared =
  process.env.PAPERBOY_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const pool = new Pool(2);
try {
  const figures: Figures[] = [];
  for (const collection of collectionsOf(kind, `${shared}/eval`, values.corpus, values.queries)) {
    console.error(`${collection.name} …`);
    const run = await runCollection(pool, collection, { only, limit });
    console.error(`${collection.name}: ${run.seconds.toFixed(1)} s`);
    const whole = limit === Number.POSITIVE_INFINITY;
    const reference = whole ? readReference(dirname(collection.queries), collection.name) : null;
    for (const sentence of disagreements(run, reference)) {
      console.error(sentence);
      process.exitCode = 1;
    }
    if (values.json) figures.push(figuresOf(run));
    else console.log(`${tableOf(run, reference)}\n`);
  }
  if (values.json) console.log(JSON.stringify(joinFigures(figures)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  pool.close();
}

/** One object for one collection; several stand together as the parts of one. */
function joinFigures(figures: readonly Figures[]): Figures | object {
  const [first] = figures;
  if (first !== undefined && figures.length === 1) return { ...first, set: kind ?? first.set };
  const measures: Record<string, Figures['measures'][string]> = {};
  for (const { set, measures: own } of figures) {
    for (const [system, means] of Object.entries(own)) measures[`${set}: ${system}`] = means;
  }
  return { set: kind ?? 'all', measures, parts: figures };
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
