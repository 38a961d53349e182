/** The baselines of the two smallest sets against the figures of the reference. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCsfcubeBaselines } from '../../eval/ranking/csfcube.ts';
import { Features } from '../../eval/ranking/features.ts';
import { type EvalSet, type Query, readSet } from '../../eval/ranking/read-set.ts';
import { deviationOf, readReference, tolerance } from '../../eval/ranking/reference.ts';
import { meansOf, type Results } from '../../eval/ranking/results.ts';
import { runReviewerBaselines } from '../../eval/ranking/reviewer.ts';

const shared =
  process.env.PAPERBOY_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const sets: [string, (set: EvalSet, features: Features, queries: readonly Query[]) => Results][] = [
  ['csfcube', runCsfcubeBaselines],
  ['reviewer', runReviewerBaselines],
];

it.each(sets)('the baselines of %s agree with the reference', (name, run) => {
  const reference = readReference(`${shared}/eval`, name);
  if (reference === null || !existsSync(`${shared}/eval/${name}`)) {
    console.log(`not run: no ${name} under ${shared}/eval`);
    return;
  }
  const set = readSet(`${shared}/eval/${name}`, `${shared}/eval/${name}`);

  const results = run(set, new Features(set), set.queries);

  const apart = Object.entries(results).map(([system, rows]) =>
    deviationOf(meansOf(rows), reference[system]),
  );
  expect(apart.length).toBeGreaterThan(4);
  for (const one of apart) expect(one?.by).toBeLessThan(tolerance);
});
