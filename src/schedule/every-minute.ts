/** The clock of the schedule: asks once a minute whether something is due, never while the last answer is awaited. */

export interface Ticking {
  /** Stops asking and waits for the answer awaited, if any. */
  stop(): Promise<void>;
}

/** Calls `tick` now and then at the beginning of every minute. `tick` deals with its own failures. */
export async function everyMinute(tick: () => Promise<void>): Promise<Ticking> {
  const cron = await import('node-cron');
  let running: Promise<void> | null = null;
  const run = () => {
    running ??= tick().finally(() => {
      running = null;
    });
    return running;
  };
  const task = cron.schedule('* * * * *', run, { timezone: 'UTC' });
  void run();
  return {
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}
