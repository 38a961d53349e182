/** When a reader's next digest comes, told from the schedule and their own times. */
import type { Day } from '../model/listing.ts';
import type { Subscriber } from '../model/subscriber.ts';
import { dueMoment } from '../schedule/due-moment.ts';
import { nextRuns } from '../schedule/next-runs.ts';
import type { App } from './app.ts';

export interface ComingDigest {
  readonly dueAt: Date;
  readonly dueOn: Day;
  /** In which `dueAt` is to be told. */
  readonly zone: string;
}

/** From the next publications on; null where none of them comes to this reader (paused, or never on their weekdays). */
export async function comingDigest(app: App, subscriber: Subscriber): Promise<ComingDigest | null> {
  const { schedule, timezone } = app.config.values;
  const { hour, weekdays, zone: own } = subscriber.preferences;
  const zone = own ?? timezone;
  for (const run of await nextRuns(schedule, timezone, 31)) {
    const due = dueMoment({ publishedAt: new Date(run), hour, weekdays, zone });
    if (due !== null && due.dueOn >= (subscriber.pausedUntil ?? due.dueOn)) return { ...due, zone };
  }
  return null;
}
