/** How a source's reading is told: as an object for programs, as a line for people. */
import { count, groupDigits } from '../lib/text.ts';
import type { PlaceReport } from '../pipeline/ingest-reads.ts';

export function sourceJson(report: PlaceReport): object {
  const { source, verdict, why, day, listed, known, updated, ms, error, notice } = report;
  return {
    ...{ source, verdict, why, day, listed, new: report.new, known, updated, ms },
    ...(notice === null ? {} : { notice }),
    ...(error === null ? {} : { error }),
  };
}

export function sourceLine(report: PlaceReport): string {
  const source = report.isPast ? `${report.source}, ${report.day}` : report.source;
  return `${source}: ${verdictLine(report)}`;
}

/** The verdict first, then what was read. */
export function verdictLine({ verdict, why, listed, ...report }: PlaceReport): string {
  const { known, updated } = report;
  if (listed === 0) return `${verdict} (${why})`;
  const learned = updated > 0 ? `, ${groupDigits(updated)} updated` : '';
  const of = `${count(listed, 'entry', 'entries')}, ${groupDigits(known)} known${learned}`;
  return `${verdict} (${why}; ${of})`;
}
