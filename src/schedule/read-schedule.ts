/** Reads a cron expression with node-cron, which knows what L, W and # mean. */
import { PaperboyError } from '../lib/errors.ts';
import type { Schedule } from './due-day.ts';

/** @throws PaperboyError CONFIG_INVALID when node-cron does not understand the expression. */
export async function readSchedule(expression: string, timezone: string): Promise<Schedule> {
  const cron = await import('node-cron');
  if (!cron.validate(expression)) throw notCron(expression);
  const { hour: hours, minute: minutes } = cron.parse(expression);
  const times = hours.flatMap((hour) => minutes.map((minute) => ({ hour, minute })));
  const [first] = times;
  if (first === undefined) throw notCron(expression);
  // Asked in UTC, node-cron judges the day by its date alone, whatever clocks are put forward or back.
  const task = cron.createTask(expression, () => {}, { timezone: 'UTC' });
  const minute = (first.hour * 60 + first.minute) * 60_000;
  return {
    times,
    timezone,
    isScheduled: (day) => task.match(new Date(Date.parse(`${day}T00:00:00Z`) + minute)),
  };
}

/** What to say of an expression that is none. */
export function notCron(expression: string): PaperboyError {
  return new PaperboyError('CONFIG_INVALID', `schedule: “${expression}” is not a cron expression`, {
    hint: 'Write for example "0 7 * * 1-5", or "07:00 weekdays".',
  });
}
