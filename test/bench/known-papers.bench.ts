/** Reading a listing of papers that are nearly all known, against one raw lookup for each entry. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ingestListing } from '../../src/ingest/ingest-listing.ts';
import { describeEntries } from '../../src/ingest/resolve.ts';
import type { Listing } from '../../src/model/listing.ts';
import { openStore } from '../../src/store/store.ts';
import { generateListing } from './generate.ts';
import type { BenchResult } from './main.ts';
import { median, timeOf } from './measure.ts';

const entries = 10_000;
const fresh = entries / 100;
const runs = 5;

export async function benchKnownPapers(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  try {
    const path = join(folder, 'papers.db');
    const all = generateListing(entries + fresh * runs, 3);
    const known = all.entries.slice(0, entries);
    const store = await openStore(path);
    await ingestListing(store, { ...all, entries: known }, 'bench', '2026-10-14');
    const raw = new Database(path, { readonly: true });
    const lookUp = raw.prepare('select paper_key from paper_ids where id = ?').pluck();
    const times: { ours: number; reference: number }[] = [];
    for (let run = 0; run < runs; run++) {
      const from = entries + run * fresh;
      // Every run a day later: known papers are seen again, and new ones are among them.
      const listing = onDay(`2026-10-${15 + run}`, {
        ...all,
        entries: [...known.slice(fresh), ...all.entries.slice(from, from + fresh)],
      });
      const ids = describeEntries(listing.entries).map(({ paper }) => paper.ids[0]);
      const reference = await timeOf(() => ids.map((id) => lookUp.get(id)));
      const ours = await timeOf(async () => {
        const report = await ingestListing(store, listing, 'bench', '2026-10-14');
        if (report.new !== fresh) throw new Error(`${report.new} new papers`);
      });
      times.push({ ours, reference });
    }
    raw.close();
    await store.close();
    const ours = median(times.map((time) => time.ours));
    const reference = median(times.map((time) => time.reference));
    return [
      {
        name: `ingest of ${entries} entries of which 99 % are known, against one raw lookup each`,
        ratio: ours / reference,
        limit: { kind: 'at most', value: 60 },
        detail: `${ours.toFixed(0)} ms against ${reference.toFixed(1)} ms (medians of ${runs}, by turns)`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onDay(day: string, listing: Listing): Listing {
  const entries = listing.entries.map((entry) => ({ ...entry, listedOn: day }));
  return { ...listing, listedOn: day, entries };
}
