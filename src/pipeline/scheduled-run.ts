/** One tick of the clock: the daily job where the schedule says so, else the mail that is due. */
import { deadlineOf, dueDay, latestOccurrence, type Schedule } from '../schedule/due-day.ts';
import { type App, openAppStore, takeAppLock } from './app.ts';
import { checkClock } from './check-clock.ts';
import { type DailyResult, runDaily } from './daily.ts';
import { type DeliverRequest, type DeliveryReport, deliverDue } from './deliver-due.ts';

/** Null where nothing is due. @throws PaperboyError JOB_LOCKED where another job is at work. */
export async function runWhenDue(
  app: App,
  schedule: Schedule,
  signal?: AbortSignal,
): Promise<DailyResult | null> {
  const occurrence = latestOccurrence(schedule, app.now());
  if (occurrence === null) return null;
  const { publishBy, timezone } = app.config.values;
  const waitUntil = publishBy === null ? null : deadlineOf(occurrence, publishBy, timezone);
  if (!(await isDue())) return null;
  const lock = await takeAppLock(app, null);
  try {
    // Another process may have done it between the question and the lock.
    if (!(await isDue())) return null;
    return await runDaily(app, {
      ...{ date: occurrence.day, scheduled: true, waitUntil },
      ...(signal === undefined ? {} : { mailSignal: () => signal }),
    });
  } finally {
    lock.release();
  }

  async function isDue(): Promise<boolean> {
    const store = await openAppStore(app, 'data');
    try {
      const run = await store.dailyRuns.get(occurrence?.day ?? '');
      return dueDay(occurrence, run, app.now(), waitUntil) !== null;
    } finally {
      await store.close();
    }
  }
}

/** Null where no mail is due. @throws PaperboyError JOB_LOCKED where another job is at work; MAIL_CONFIG. */
export async function deliverWhenDue(
  app: App,
  request: DeliverRequest = {},
): Promise<DeliveryReport | null> {
  const store = await openAppStore(app, 'data');
  try {
    // Looked at every minute, so that a leap of the clock is one.
    const { suspect } = await checkClock(app, store);
    if (suspect !== null || !(await store.deliveries.isWork())) return null;
    const lock = await takeAppLock(app, null);
    try {
      return await deliverDue(app, store, request);
    } finally {
      lock.release();
    }
  } finally {
    await store.close();
  }
}
