/** What SIGTERM and Ctrl-C do while mail is being sent: no new mail, and some time for that under way. */
import type { Console } from './console.ts';

/** Milliseconds that mail under way has left; then the process ends, and the next run makes good what was left. */
export const mailGrace = 30_000;

/** Aborted at the first signal. A second one ends the process at once, as it always does. */
export function abortedBySignal(console: Console): AbortSignal {
  const controller = new AbortController();
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    for (const each of signals) process.off(each, onSignal);
    console.note(`${signal}: finishing the mail under way`);
    controller.abort();
    setTimeout(() => process.exit(0), mailGrace).unref();
  };
  for (const each of signals) process.on(each, onSignal);
  return controller.signal;
}
