/** One tick of the schedule: asks the planner, and does the daily job under the lock where it is due. */
import { deadlineOf, dueDay, latestOccurrence, type Schedule } from '../schedule/due-day.ts';
import { type App, openAppStore, takeAppLock } from './app.ts';
import { type DailyResult, runDaily } from './daily.ts';

/** Null where nothing is due. @throws PaperboyError JOB_LOCKED where another job is at work. */
export async function runWhenDue(app: App, schedule: Schedule): Promise<DailyResult | null> {
  const occurrence = latestOccurrence(schedule, app.now());
  if (occurrence === null) return null;
  const { publishBy, timezone } = app.config.values;
  const waitUntil = publishBy === null ? null : deadlineOf(occurrence, publishBy, timezone);
  if (!(await isDue())) return null;
  const lock = await takeAppLock(app, null);
  try {
    // Another process may have done it between the question and the lock.
    if (!(await isDue())) return null;
    return await runDaily(app, { date: occurrence.day, scheduled: true, waitUntil });
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
