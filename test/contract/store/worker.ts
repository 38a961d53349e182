/** A process that works on a store for a while, as `writer` or `reader`, and prints what it did as JSON. */
import { openStore } from '../../../src/store/store.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const [path, role, name, seconds] = process.argv.slice(2) as [string, string, string, string];
const store = await openStore(path);
const deadline = Date.now() + Number(seconds) * 1000;
const sum = { rounds: 0, papers: 0 };
while (Date.now() < deadline) {
  if (role === 'writer') await write();
  else await read();
  sum.rounds++;
}
await store.close();
console.log(JSON.stringify(sum));

/** One round as ingest does it: read first, then write, in one transaction. */
async function write(): Promise<void> {
  const fresh = Array.from({ length: 5 }, (_, i) =>
    samplePaper(`Paper ${i} of ${name} in round ${sum.rounds}`, [
      `doi:10.7/${name}.${sum.rounds}.${i}`,
    ]),
  );
  const shared = samplePaper('The paper that all writers change', ['doi:10.7/shared']);
  sum.papers += await store.transaction(async (tx) => {
    const known = await tx.papers.keysOf(shared.ids);
    if (known.size === 0) await tx.papers.insert([shared]);
    else
      await tx.papers.update([{ ...shared, abstract: `Seen by ${name} in round ${sum.rounds}` }]);
    await tx.papers.insert(fresh);
    await tx.sightings.record(
      [...fresh, shared].map((paper) =>
        sampleSighting(paper, '2026-03-01', { upvotes: sum.rounds }),
      ),
    );
    return fresh.length + (known.size === 0 ? 1 : 0);
  });
  await store.listings.record({
    source: name,
    day: '2026-03-01',
    format: 'feed',
    listed: sum.rounds,
  });
}

/** Whatever the moment, a reader sees whole transactions: each paper with its sighting, each in the index. */
async function read(): Promise<void> {
  const [seen, found, counted] = [
    (await store.papers.candidates(null, null)).length,
    (await store.papers.search('paper', 3)).total,
    await store.papers.count(),
  ];
  if (seen > found || found > counted)
    throw new Error(`torn: ${seen} seen, ${found} found, ${counted} counted`);
  sum.papers = counted;
}
