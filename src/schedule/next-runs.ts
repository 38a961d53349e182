/** When a schedule comes due next: node-cron reads the expression. */
import { notCron } from './read-schedule.ts';

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
  if (!cron.validate(expression)) throw notCron(expression);
  const task = cron.createTask(expression, () => {}, { timezone });
  const runs = task.getNextRuns(number);
  await task.destroy();
  return runs.map((run) => run.toISOString());
}
