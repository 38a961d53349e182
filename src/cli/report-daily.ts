/** What the daily job did: a summary in lines of text, and as JSON. */
import { join, relative } from 'node:path';
import { count } from '../lib/text.ts';
import { papersOf } from '../model/digest.ts';
import { type App, publicFolder } from '../pipeline/app.ts';
import type { DailyResult } from '../pipeline/daily.ts';
import type { PlaceReport } from '../pipeline/ingest-reads.ts';
import type { ArchiveReport } from '../pipeline/refresh-archive.ts';
import type { Console } from './console.ts';
import { deliveryReportJson, noteDelivery } from './report-delivery.ts';
import { noteHydration } from './report-hydration.ts';
import { sourceJson, sourceLine } from './report-sources.ts';

/** The documented JSON shape of `paperboy run`. */
export function resultJson(result: DailyResult, rehearsal: boolean): object {
  return {
    date: result.date,
    issue: result.outcome.what,
    papers: numberOfPapers(result),
    sources: result.reports.map(sourceJson),
    written: result.written,
    dryRun: rehearsal,
    mail: result.delivery === null ? null : deliveryReportJson(result.delivery),
    ...(result.wouldSend === undefined ? {} : { wouldSend: result.wouldSend }),
  };
}

function awaited({ reports }: DailyResult): string {
  const names = reports.filter((report) => report.awaited).map(({ source }) => source);
  return names.join(', ') || 'a source that was asked a moment ago';
}

function numberOfPapers({ outcome }: DailyResult): number {
  return outcome.issue === null ? 0 : papersOf(outcome.issue.digest).length;
}

/**
 * The summary, on standard error: what came in, what was published, what changed on the site.
 * @param told the reports that stand on the terminal already.
 */
export function noteResult(
  app: App,
  console: Console,
  result: DailyResult,
  rehearsal: boolean,
  told: ReadonlySet<PlaceReport> = new Set(),
): void {
  for (const report of result.reports) {
    const { source, verdict, notice } = report;
    if (!told.has(report)) console.note(sourceLine(report), { source, verdict });
    if (notice !== null) console.warn(notice, { source });
  }
  noteHydration(console, result.hydration);
  noteArchive(console, result.archive);
  const papers = count(numberOfPapers(result), 'paper');
  console.note(
    {
      published: `${result.date}: ${rehearsal ? 'an issue would be published' : 'issue published'}, ${papers}`,
      kept: `${result.date}: published before, ${papers}; an issue stays as it is`,
      nothing: `${result.date}: nothing new to publish`,
      waiting: `${result.date}: the issue waits for ${awaited(result)}`,
    }[result.outcome.what],
    { day: result.date, issue: result.outcome.what },
  );
  const folder = relative(process.cwd(), publicFolder(app)) || '.';
  const files = count(result.written.length, 'file');
  if (result.written.length === 0) console.note(`${folder}: nothing to change`);
  else console.note(`${folder}: ${files} ${rehearsal ? 'would be written' : 'written'}`);
  for (const name of result.written) console.detail(`  ${join(folder, name)}`);
  if (result.delivery !== null) noteDelivery(app, console, result.delivery);
}

function noteArchive(console: Console, archive: ArchiveReport | null): void {
  if (archive === null) return;
  const { papers, seconds, notice } = archive;
  if (notice !== null) console.warn(notice);
  if (papers !== null) {
    console.note(`learned from ${count(papers, 'paper')} in ${seconds.toFixed(1)} s`, { papers });
  }
}
