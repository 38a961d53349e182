/** `paperboy deliveries resolve`, `pause` and `resume`: what only a person can decide. */
import { PaperboyError } from '../lib/errors.ts';
import { openAppStore } from '../pipeline/app.ts';
import { believeClock } from '../pipeline/check-clock.ts';
import type { Store } from '../store/store.ts';
import { createContext, type GlobalOptions } from './context.ts';
import { noDelivery, readIssueDay, readNumber } from './deliveries-list.ts';

export interface ResolveOptions extends GlobalOptions {
  readonly accepted?: boolean;
  readonly resend?: boolean;
}

/** How long a mail that is sent again may take, in milliseconds. */
const timeLeft = 20 * 3_600_000;

export async function resolveDeliveries(which: string, options: ResolveOptions): Promise<void> {
  const { app, console } = createContext(options);
  if ((options.accepted === true) === (options.resend === true)) {
    throw new PaperboyError('USAGE', 'say what became of it: --accepted or --resend', {
      hint: 'Look for its Message-ID (paperboy deliveries show) in the log of your mail server.',
    });
  }
  const as = options.accepted === true ? 'accepted' : 'resend';
  const expiresAt = new Date(app.now().getTime() + timeLeft).toISOString();
  const store = await openAppStore(app, 'data');
  try {
    const ids = which === 'all' ? await uncertainOnes(store) : [readNumber(which, 'its number')];
    let resolved = 0;
    for (const id of ids) {
      const delivery = await store.deliveries.get(id);
      if (delivery === null) throw noDelivery(String(id));
      if (await store.deliveries.resolve(id, as, expiresAt)) resolved++;
      else console.warn(`delivery ${id} is ${delivery.state}: there is nothing to resolve`);
    }
    const after = as === 'resend' && resolved > 0 ? '; the next run sends it' : '';
    if (options.json === true) await console.result(`${JSON.stringify({ resolved, as })}\n`);
    console.note(`${resolved} resolved as ${as}${after}`);
    if (resolved === 0 && which !== 'all') process.exitCode = 1;
  } finally {
    await store.close();
  }
}

async function uncertainOnes(store: Store): Promise<number[]> {
  const found = await store.deliveries.list({ states: ['uncertain'], limit: 1_000_000 });
  return found.map(({ id }) => id);
}

export async function pauseIssue(day: string, options: GlobalOptions): Promise<void> {
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    if (!(await store.issuesProgress.setState(readIssueDay(day), 'paused'))) throw noOpenIssue(day);
    if (options.json === true) await console.result(`${JSON.stringify({ paused: day })}\n`);
    console.note(`the issue of ${day} is paused: paperboy deliveries resume ${day} goes on`);
  } finally {
    await store.close();
  }
}

export async function resumeDeliveries(day: string | null, options: GlobalOptions): Promise<void> {
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    const resumed = await store.transaction(async (tx) => {
      const open = await tx.issuesProgress.open();
      const days = day === null ? open.map((issue) => issue.day) : [readIssueDay(day)];
      for (const each of days) {
        if (!(await tx.issuesProgress.setState(each, 'open')) && day !== null)
          throw noOpenIssue(day);
      }
      // What was refused up to now has been looked into.
      await tx.meta.set('mail-resumed-at', app.now().toISOString());
      for (const { name } of await tx.routes.troubled()) await tx.routes.clear(name);
      await believeClock(tx);
      return days;
    });
    if (options.json === true) await console.result(`${JSON.stringify({ resumed })}\n`);
    console.note(
      `goes on with the next run${resumed.length === 0 ? '' : `: ${resumed.join(', ')}`}`,
    );
  } finally {
    await store.close();
  }
}

function noOpenIssue(day: string): PaperboyError {
  return new PaperboyError('USAGE', `there is no open issue of ${day}`, {
    hint: 'paperboy stats --json lists the open ones.',
  });
}
