/** `paperboy serve`: the public pages on a port, and the daily job by its schedule, until told to stop. */
import type { Command } from 'commander';
import { errorCodes, PaperboyError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { type App, publicFolder } from '../../pipeline/app.ts';
import type { Ticking } from '../../schedule/every-minute.ts';
import type { Console } from '../console.ts';
import type { GlobalOptions } from '../context.ts';
import { noteResult } from '../report-daily.ts';
import { noteDelivery } from '../report-delivery.ts';
import { reportReads } from '../report-listings.ts';
import { mailGrace } from '../stop-signal.ts';
import { type LoggedContext, withLog } from '../with-log.ts';

interface ServeOptions extends GlobalOptions {
  readonly port: string;
  readonly host: string;
  readonly schedule: boolean;
}

/** Milliseconds that answers under way have left after a signal. */
const grace = 5_000;

/** The exit code of what settles by itself, such as another job at work. */
const later = errorCodes.JOB_LOCKED;

const help = `
Serves the pages and feeds in data/public/ and takes the links of mails, does the daily job (see paperboy
run) by the configured schedule, and looks every minute for mail that is due. A run that was missed while this was off
is caught up once. SIGTERM and Ctrl-C stop it: a job at work is finished first, mail within half a minute; a second
signal ends it at once, and the next start makes good what was left undone.

Examples:
  paperboy serve                        http://127.0.0.1:8080/
  paperboy serve --host 0.0.0.0         for other machines too; put a proxy with HTTPS before it
  paperboy serve --no-schedule          only the pages, where cron calls paperboy run`;

export function configureServe(command: Command): void {
  command
    .description('The public pages and feeds on a port, and the daily job by its schedule.')
    .option('--port <number>', 'the port to listen on; 0 is any that is free', '8080')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--no-schedule', 'serve pages only')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ServeOptions>();
      await withLog(options, true, (context) => serve(options, context));
    });
}

async function serve(options: ServeOptions, { app, console, log }: LoggedContext): Promise<void> {
  const { createSite } = await import('../../web/site-app.ts');
  const { startServer } = await import('../../web/start-server.ts');
  const { openSubscribeDesk } = await import('../../pipeline/subscribe-desk.ts');
  const { subscribeTerms } = await import('../../pipeline/subscribe-terms.ts');
  const { openUnsubscribeDesk } = await import('../../pipeline/unsubscribe-desk.ts');
  if (options.schedule) {
    // Before anything listens: who starts it should see at once that no mail could go out.
    const { setUpMail } = await import('../../pipeline/mail-setup.ts');
    await setUpMail(app);
  }
  const stopped = signalled();
  const { baseUrl, title, timezone, trustedProxies, mailReplyTo, mailFrom } = app.config.values;
  // Without a public address no mail has a link to these pages.
  const desk = baseUrl === null ? null : openSubscribeDesk(app);
  const { isOpen, consent } = subscribeTerms(app);
  const operator = mailReplyTo ?? mailFrom;
  // Without a public address no mail has a link to these pages.
  const about = { title, isOpen, timezone, operator, consent, trustedProxies };
  const subscribing = desk === null ? null : { ...about, desk };
  const unsubscribing = openUnsubscribeDesk(app);
  const server = await startServer(
    createSite(publicFolder(app), { baseUrl, unsubscribing, subscribing, log }),
    options.host,
    readPort(options.port),
  );
  console.note(`${title} is at ${server.address}`, { address: server.address });
  const stopping = new AbortController();
  const ticking = options.schedule
    ? await startSchedule({ app, console, log }, stopping.signal)
    : null;
  const signal = await stopped;
  console.note(`${signal}: stopping`);
  stopping.abort();
  // A mail server may take minutes to answer: the ledger knows what was under way.
  setTimeout(() => process.exit(0), mailGrace).unref();
  await Promise.all([server.stop(grace), ticking?.stop()]);
  await Promise.all([unsubscribing.close(), desk?.close()]);
}

/** The first of the signals that ask to stop; after it, they end the process as they always do. */
function signalled(): Promise<string> {
  return new Promise((done) => {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const onSignal = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, onSignal);
      done(signal);
    };
    for (const each of signals) process.on(each, onSignal);
  });
}

async function startSchedule(
  { app, console, log }: { app: App; console: Console; log: Log },
  signal: AbortSignal,
): Promise<Ticking> {
  const { everyMinute } = await import('../../schedule/every-minute.ts');
  const { nextRuns } = await import('../../schedule/next-runs.ts');
  const { readSchedule } = await import('../../schedule/read-schedule.ts');
  const { schedule: expression, timezone } = app.config.values;
  const schedule = await readSchedule(expression, timezone);
  const [next] = await nextRuns(expression, timezone, 1);
  console.note(`next run by the schedule: ${next}`);
  let lastStopped: string | null = null;
  return everyMinute(async () => {
    try {
      const { runWhenDue, deliverWhenDue } = await import('../../pipeline/scheduled-run.ts');
      const result = await runWhenDue(app, schedule, signal);
      if (result !== null) {
        noteResult(app, console, result, false);
        reportReads(console, result.reads);
        return;
      }
      const report = await deliverWhenDue(app, { signal });
      if (report === null) return;
      // A server that is left alone is left alone for many minutes: said once.
      if (report.stopped === null || report.stopped !== lastStopped) {
        noteDelivery(app, console, report);
      }
      lastStopped = report.stopped;
    } catch (error) {
      // Nobody waits for this: it is said, and the next minute tries again.
      noteFailure(log, error);
    }
  });
}

function noteFailure(log: Log, error: unknown): void {
  if (error instanceof PaperboyError) {
    const level = errorCodes[error.code] === later ? 'warn' : 'error';
    log.write(level, `the daily job: ${error.message}`, { code: error.code, hint: error.hint });
    return;
  }
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.write('error', `the daily job failed: ${story}`);
}

/** @throws PaperboyError USAGE */
function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new PaperboyError('USAGE', `${text} is not a port`, {
    hint: 'A port is a number from 0 to 65535, for example --port 8080.',
  });
}
