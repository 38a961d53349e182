/** When a schedule comes due next: node-cron reads the expression. */
import { PaperboyError } from '../lib/errors.ts';

/**
 * The next `number` moments of a cron expression in a time zone, as UTC ISO text, from the system's clock on: the
 * package that will run the job tells when it will.
 * @throws PaperboyError CONFIG_INVALID when node-cron does not understand the expression.
 */
export async function nextRuns(
  expression: string,
  timezone: string,
  number: number,
): Promise<string[]> {
  const cron = await import('node-cron');
  if (!cron.validate(expression)) {
    throw new PaperboyError(
      'CONFIG_INVALID',
      `schedule: “${expression}” is not a cron expression`,
      {
        hint: 'Write for example "0 7 * * 1-5", or "07:00 weekdays".',
      },
    );
  }
  const task = cron.createTask(expression, () => {}, { timezone });
  const runs = task.getNextRuns(number);
  await task.destroy();
  return runs.map((run) => run.toISOString());
}
