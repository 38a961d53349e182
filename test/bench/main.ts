/** `npm run bench [name…]`: every speed claim, ours and a reference side by side in one run, as a ratio. */
import { benchDigestProcess } from './digest-process.bench.ts';
import { benchIngest } from './ingest.bench.ts';
import { benchKnownPapers } from './known-papers.bench.ts';
import { benchMail } from './mail.bench.ts';
import { benchParse } from './parse.bench.ts';
import { benchRank } from './rank.bench.ts';
import { benchRender } from './render.bench.ts';
import { benchVectors } from './vectors.bench.ts';
import { benchWeb } from './web.bench.ts';

/** `limit` is what the ratio must keep to: at most, or at least. */
export interface BenchResult {
  readonly name: string;
  readonly ratio: number;
  readonly limit: { readonly kind: 'at most' | 'at least'; readonly value: number } | null;
  readonly detail: string;
}

const benches: Readonly<Record<string, () => Promise<readonly BenchResult[]>>> = {
  digest: benchDigestProcess,
  ingest: benchIngest,
  known: benchKnownPapers,
  mail: benchMail,
  parse: benchParse,
  rank: benchRank,
  render: benchRender,
  vectors: benchVectors,
  web: benchWeb,
};

const asked = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const { name: what, ratio, limit, detail } of await bench()) {
    const kept =
      limit === null || (limit.kind === 'at most' ? ratio <= limit.value : ratio >= limit.value);
    const verdict =
      limit === null ? '' : ` (${limit.kind} ${limit.value}: ${kept ? 'kept' : 'MISSED'})`;
    console.log(`${what}: ratio ${ratio.toFixed(2)}${verdict}\n  ${detail}`);
    if (!kept) process.exitCode = 1;
  }
}
