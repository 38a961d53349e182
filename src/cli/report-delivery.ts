/** What a delivery did: lines for people, and the documented JSON. */
import { relative } from 'node:path';
import { count } from '../lib/text.ts';
import { type App, outboxFolder } from '../pipeline/app.ts';
import type { DeliveryReport } from '../pipeline/deliver-due.ts';
import type { WouldSend } from '../pipeline/rehearse-deliveries.ts';
import type { SentByHand } from '../pipeline/send-by-hand.ts';
import type { Console } from './console.ts';

export function deliveryReportJson(report: DeliveryReport): object {
  const { route, planned, accepted, rejected, waiting, uncertain, skipped, ready } = report;
  const { stopped, putOffBecause, expired, closed, unbalanced, clockSuspect } = report;
  return {
    ...{ route, planned, accepted, rejected, waiting, uncertain, skipped, ready },
    ...{ stopped, putOffBecause, expired, closed, unbalanced, clockSuspect },
  };
}

function outboxOf(app: App): string {
  return relative(process.cwd(), outboxFolder(app)) || '.';
}

/** On standard error; silent where there was nothing to do. */
export function noteDelivery(app: App, console: Console, report: DeliveryReport): void {
  const { accepted, rejected, waiting, uncertain, skipped, route } = report;
  if (report.clockSuspect !== null) {
    console.warn(
      `clock-suspect: ${report.clockSuspect}; no mail was sent; if the clock is right: paperboy deliveries resume`,
    );
    return;
  }
  if (report.clockNote !== null) console.warn(report.clockNote);
  const parts = [
    accepted > 0
      ? `${count(accepted, 'mail')} ${route === 'outbox' ? `written to ${outboxOf(app)} (mail.smtp is not set)` : `accepted by ${route}`}`
      : null,
    rejected > 0 ? `${rejected} rejected` : null,
    waiting > 0 ? `${waiting} put off (${report.putOffBecause ?? 'by the server'})` : null,
    uncertain > 0 ? `${uncertain} uncertain` : null,
    skipped > 0 ? `${skipped} with nothing to send` : null,
  ].filter((part) => part !== null);
  const counts = { accepted, rejected, waiting, uncertain, skipped };
  if (parts.length > 0) console.note(parts.join(', '), counts);
  if (report.expired > 0) {
    console.warn(
      `${count(report.expired, 'mail')} could not be sent in time: see paperboy deliveries list`,
    );
  }
  if (uncertain > 0) console.warn('see paperboy deliveries list --state uncertain');
  if (rejected > 0) console.warn('see paperboy deliveries list --state rejected');
  if (report.stopped !== null) {
    console.warn(
      `${report.stopped}; ${count(report.ready, 'mail')} ${report.ready === 1 ? 'waits' : 'wait'}`,
    );
  } else if (report.ready > 0) {
    console.note(
      `${count(report.ready, 'mail')} not due yet, or put off: paperboy serve sends them in time, or the next run`,
    );
  }
  for (const day of report.unbalanced) {
    console.warn(`the deliveries of ${day} do not add up: see paperboy stats`);
  }
}

/** One mail that was sent by hand, in a line. */
export function sentLine({ delivery, route }: SentByHand): string {
  const { address, reply } = delivery;
  // The outbox answers with the name of the file.
  if (route === 'outbox') return `${address}: ${reply ?? 'written to the outbox'}`;
  return `${address}: accepted by ${route}${reply === null || reply === '' ? '' : ` (${reply})`}`;
}

/** Who would get what, one line each, on standard output. */
export async function printWouldSend(console: Console, would: readonly WouldSend[]): Promise<void> {
  if (would.length === 0) console.note('no mail would be sent');
  for (const { address, issueDay, dueAt, papers, first } of would) {
    const what =
      papers === null
        ? 'nothing new, no mail'
        : `${count(papers, 'paper')}${first === null ? '' : `: ${first}`}`;
    await console.result(`${address}  ${issueDay}  due ${dueAt.slice(0, 16)}Z  ${what}\n`);
  }
}
