/** `paperboy deliveries list` and `show`. */
import { isDay } from '../lib/days.ts';
import { PaperboyError } from '../lib/errors.ts';
import { count } from '../lib/text.ts';
import { type Delivery, type DeliveryState, deliveryStates } from '../model/delivery.ts';
import { openAppStore } from '../pipeline/app.ts';
import { createContext, type GlobalOptions } from './context.ts';

export interface ListOptions extends GlobalOptions {
  readonly state?: string;
  readonly issue?: string;
  readonly address?: string;
  readonly limit: string;
}

export async function listDeliveries(options: ListOptions): Promise<void> {
  const { app, console } = createContext(options);
  const { state, issue, address } = options;
  const filter = {
    ...(state === undefined ? {} : { states: readStates(state) }),
    ...(issue === undefined ? {} : { issueDay: readIssueDay(issue) }),
    ...(address === undefined ? {} : { address }),
    limit: readNumber(options.limit, '--limit'),
  };
  const store = await openAppStore(app, 'data');
  try {
    const deliveries = await store.deliveries.list(filter);
    if (options.json === true) {
      await console.result(`${JSON.stringify({ deliveries: deliveries.map(deliveryJson) })}\n`);
      return;
    }
    for (const delivery of deliveries) await console.result(`${lineOf(delivery)}\n`);
    const number = count(deliveries.length, 'delivery').replace(/ys$/, 'ies');
    console.note(deliveries.length === filter.limit ? `the newest ${number}` : number);
  } finally {
    await store.close();
  }
}

export async function showDelivery(id: string, options: GlobalOptions): Promise<void> {
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    const delivery = await store.deliveries.get(readNumber(id, 'the number of a delivery'));
    if (delivery === null) throw noDelivery(id);
    const attempts = await store.deliveries.attempts(delivery.id);
    if (options.json === true) {
      await console.result(`${JSON.stringify({ ...deliveryJson(delivery), attempts })}\n`);
      return;
    }
    await console.result(`${lineOf(delivery)}\n`);
    for (const [name, value] of detailsOf(delivery)) {
      if (value !== null) await console.result(`  ${name.padEnd(13)}${value}\n`);
    }
    for (const { at, outcome, stage, replyCode, reply } of attempts) {
      const said = [stage, replyCode, reply]
        .filter((part) => part != null && part !== '')
        .join(' ');
      const end = said === '' || outcome.includes(reply ?? '\0') ? '' : ` (${said})`;
      await console.result(`  ${at}  ${outcome}${end}\n`);
    }
  } finally {
    await store.close();
  }
}

/** The documented JSON shape of a delivery. */
export function deliveryJson(delivery: Delivery): object {
  const { content: _, dedupeKey: __, owner: ___, ...shown } = delivery;
  return shown;
}

function lineOf({ id, state, kind, issueDay, address, dueAt, reason }: Delivery): string {
  const what = issueDay === null ? kind : `${kind} ${issueDay}`;
  const why = reason === null ? '' : `  ${reason}`;
  return `${id}  ${state}  ${what}  ${address}  due ${dueAt.slice(0, 16)}Z${why}`;
}

function detailsOf(delivery: Delivery): [string, string | null][] {
  return [
    ['message', delivery.messageId],
    ['due', delivery.dueAt],
    ['expires', delivery.expiresAt],
    ['not before', delivery.state === 'ready' ? delivery.notBefore : null],
    ['handed over', delivery.handedAt],
    ['done', delivery.doneAt],
    ['bounced', delivery.bouncedAt],
    ['complained', delivery.complainedAt],
  ];
}

function readStates(text: string): DeliveryState[] {
  return text.split(',').map((part) => {
    const state = deliveryStates.find((name) => name === part.trim().toLowerCase());
    if (state !== undefined) return state;
    throw new PaperboyError('USAGE', `there is no state ${part.trim()}`, {
      hint: `Choose among ${deliveryStates.join(', ')}.`,
    });
  });
}

/** @throws PaperboyError USAGE */
export function readIssueDay(text: string): string {
  if (isDay(text)) return text;
  throw new PaperboyError('USAGE', `${text} is not a day`, { hint: 'Write it as 2026-10-14.' });
}

/** @throws PaperboyError USAGE */
export function readNumber(text: string, what: string): number {
  if (/^\d{1,12}$/.test(text) && Number(text) > 0) return Number(text);
  throw new PaperboyError('USAGE', `${text} is not a number`, {
    hint: `Give ${what}, as paperboy deliveries list shows it.`,
  });
}

export function noDelivery(id: string): PaperboyError {
  return new PaperboyError('USAGE', `there is no delivery ${id}`, {
    hint: 'paperboy deliveries list shows their numbers.',
  });
}
