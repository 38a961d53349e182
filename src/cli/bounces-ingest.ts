/** `paperboy bounces ingest`: what became of each mail that came back. */
import { PaperboyError } from '../lib/errors.ts';
import { cleanText } from '../lib/text.ts';
import { openAppStore } from '../pipeline/app.ts';
import { type BounceOutcome, ingestBounces } from '../pipeline/ingest-bounces.ts';
import type { Console } from './console.ts';
import { createContext, type GlobalOptions } from './context.ts';

/** The place in the summary for each outcome. */
const places = {
  bounced: 'bounced',
  complaint: 'complaints',
  ignored: 'ignored',
  forged: 'forged',
  unreadable: 'unreadable',
} as const;

/** @throws PaperboyError USAGE where there is nothing to read. */
export async function ingestMailboxes(
  named: readonly string[],
  options: GlobalOptions,
): Promise<void> {
  if (named.length === 0 && process.stdin.isTTY) {
    throw new PaperboyError('USAGE', 'no mailbox is named, and nothing is piped in', {
      hint: 'For example: paperboy bounces ingest bounces.mbox',
    });
  }
  const { app, console } = createContext(options);
  const summary = { read: 0, bounced: 0, complaints: 0, ignored: 0, forged: 0, unreadable: 0 };
  const actions: BounceOutcome[] = [];
  const store = await openAppStore(app, 'data');
  try {
    for await (const outcome of ingestBounces(app, store, named.length === 0 ? ['-'] : named)) {
      summary.read++;
      summary[places[outcome.what]]++;
      warnOf(console, outcome);
      if (outcome.what !== 'bounced' && outcome.what !== 'complaint') continue;
      if (options.json === true) actions.push(outcome);
      else await console.result(`${describe(outcome)}\n`);
    }
  } finally {
    await store.close();
  }
  if (options.json === true) {
    await console.result(`${JSON.stringify({ ...summary, actions }, null, 2)}\n`);
    return;
  }
  const counts = Object.entries(summary).map(([name, number]) => `${number} ${name}`);
  await console.result(`${counts.join(', ')}\n`);
}

function warnOf(console: Console, { where, what, why, failure, address }: BounceOutcome): void {
  const place = cleanText(where);
  if (what === 'unreadable') console.warn(`${place}: ${cleanText(why)}`);
  else if (what === 'forged') console.warn(`${place}: not acted on: ${cleanText(why)}`);
  else if (what === 'bounced' && failure === 'our-fault') {
    console.warn(`${address}: refused for a reason that is not the reader's: ${cleanText(why)}`);
  } else if (what === 'ignored') console.detail(`${place}: ${cleanText(why)}`);
}

function describe({ what, address, why, suppressed }: BounceOutcome): string {
  const until = suppressed?.until == null ? '' : ` until ${suppressed.until.slice(0, 10)}`;
  const then = suppressed === null ? 'noted' : `no more mail${until}`;
  return `${what} ${address}: ${then} (${cleanText(why)})`;
}
