/** What became of each source, in the documented JSON shape and in a line of text. */
import { count, groupDigits } from '../lib/text.ts';
import type { PlaceReport } from '../pipeline/ingest-reads.ts';

export function sourceJson({ error, ...report }: PlaceReport): object {
  return {
    source: report.source,
    verdict: error === null ? (report.new > 0 ? 'fresh' : 'unchanged') : 'broken',
    listed: report.listed,
    new: report.new,
    known: report.known,
    updated: report.updated,
    ms: report.ms,
    ...(error === null ? {} : { error }),
  };
}

/** "page.txt: 40 entries, 12 new, 28 known (3 updated)"; null for a source that could not be read. */
export function sourceLine(report: PlaceReport): string | null {
  if (report.error !== null) return null;
  const updated = report.updated > 0 ? ` (${report.updated} updated)` : '';
  return `${report.source}: ${count(report.listed, 'entry', 'entries')}, ${groupDigits(report.new)} new, ${groupDigits(report.known)} known${updated}`;
}
