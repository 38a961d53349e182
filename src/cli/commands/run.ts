/** `paperboy run`: the daily job, once. */
import type { Command } from 'commander';
import { askedToStop } from '../../model/delivery.ts';
import { type App, takeAppLock } from '../../pipeline/app.ts';
import type { DailyRequest, DailyResult } from '../../pipeline/daily.ts';
import type { DeliveryReport } from '../../pipeline/deliver-due.ts';
import type { Console } from '../console.ts';
import { type GlobalOptions, readDay } from '../context.ts';
import { noteResult, resultJson } from '../report-daily.ts';
import { printWouldSend } from '../report-delivery.ts';
import { reportReads } from '../report-listings.ts';
import { abortedBySignal } from '../stop-signal.ts';
import { SourceWatch } from '../watch-sources.ts';
import { type LoggedContext, withLog } from '../with-log.ts';

interface RunOptions extends GlobalOptions {
  readonly date?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly strict?: boolean;
  readonly only?: string;
}

const help = `
Reads the configured sources into the store, publishes the day's issue for the configured interests, brings the pages
and feeds in data/public/ up to date, and sends each reader their digest (see paperboy subscribers). Run again on the
same day, it publishes nothing twice and mails nobody twice. Only one job runs at a time; another one exits 75 at once,
or waits with --wait. Ctrl-C finishes the mails under way; the next run goes on.

Examples:
  paperboy run                          from cron, every morning
  paperboy run --dry-run                what would be done, and who would get what; nothing is written or sent
  paperboy run --only you@example.org   mail to nobody else
  paperboy run --date 2026-10-14        the issue of another day
  paperboy run --json | jq .issue       published, kept or nothing`;

export function configureRun(command: Command): void {
  command
    .description(
      "The daily job once: reads the sources, publishes the day's issue and the site, sends the mail.",
    )
    .option('--date <day>', 'the day of the issue, YYYY-MM-DD (default: today)')
    .option('--dry-run', 'say what would be done and who would get what; write and send nothing')
    .option('--only <address>', 'send mail to this address alone')
    .option('--wait', 'wait for another job that is at work, instead of giving up')
    .option('--strict', 'fail when any source could not be read')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<RunOptions>();
      await withLog(options, false, (context) => runOnce(options, context));
    });
}

async function runOnce(options: RunOptions, { app, console, log }: LoggedContext): Promise<void> {
  const date = readDay(options.date);
  const watch = new SourceWatch({ quiet: options.quiet === true || log.isJson });
  const rehearsal = options.dryRun === true;
  const only = options.only === undefined ? null : await readOnly(options.only);
  let result: DailyResult;
  try {
    result = rehearsal
      ? await rehearse(app, { date, watch, only })
      : await runLocked(app, console, options.wait === true, {
          date,
          watch,
          only,
          mailSignal: () => abortedBySignal(console),
        });
  } catch (error) {
    watch.end();
    throw error;
  }
  const told = watch.end(result.reports);
  if (options.json === true) {
    await console.result(`${JSON.stringify(resultJson(result, rehearsal))}\n`);
  }
  noteResult(app, console, result, rehearsal, told);
  if (options.json !== true && result.wouldSend !== undefined) {
    await printWouldSend(console, result.wouldSend);
  }
  reportReads(console, result.reads);
  await warnOfNobody(app, console, only);
  const { delivery } = result;
  // Mail that waits for somebody to mend a setting must not pass as a run that went well.
  if (delivery !== null && (delivery.clockSuspect !== null || isHeldUp(delivery))) {
    process.exitCode = 1;
  }
  if (options.strict === true && console.warnings > 0) process.exitCode = 1;
}

/** Refused before anything is read: with a slip of the pen everybody else would be left out, and nobody served. */
async function readOnly(text: string): Promise<string> {
  const { readerAddress } = await import('../../pipeline/subscribers.ts');
  return readerAddress(text);
}

function isHeldUp({ stopped, ready }: DeliveryReport): boolean {
  return stopped !== null && stopped !== askedToStop && ready > 0;
}

async function warnOfNobody(app: App, console: Console, only: string | null): Promise<void> {
  if (only === null) return;
  const { openAppStore } = await import('../../pipeline/app.ts');
  const store = await openAppStore(app, 'data');
  try {
    if ((await store.subscribers.find(only)) === null) {
      console.warn(`${only} is no reader: see paperboy subscribers list`);
    }
  } finally {
    await store.close();
  }
}

async function rehearse(app: App, request: DailyRequest): Promise<DailyResult> {
  const { rehearseDaily } = await import('../../pipeline/rehearse-daily.ts');
  return await rehearseDaily(app, request);
}

async function runLocked(
  app: App,
  console: Console,
  wait: boolean,
  request: DailyRequest,
): Promise<DailyResult> {
  const onWait = wait ? () => console.note('waiting for another job to end') : null;
  const lock = await takeAppLock(app, onWait);
  try {
    const { runDaily } = await import('../../pipeline/daily.ts');
    return await runDaily(app, request);
  } finally {
    lock.release();
  }
}
