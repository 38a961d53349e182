/** The recipients of a delivery report: what became of the mail for each (RFC 3464, section 2.3). */
import { cleanText, shorten } from '../lib/text.ts';
import type { DsnAction, DsnRecipient } from './bounce-report.ts';
import { statusIn } from './classify-failure.ts';
import { type Fields, firstValue, readFieldBlocks } from './report-fields.ts';
import { typedAddresses } from './reported-addresses.ts';

const actions: readonly DsnAction[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'];

/** Those blocks that are about a recipient; a server that puts everything into one block is understood too. */
export function readDeliveryStatus(content: Uint8Array): DsnRecipient[] {
  return readFieldBlocks(content)
    .filter((fields) => fields.has('action') || fields.has('final-recipient'))
    .map(readRecipient);
}

function readRecipient(fields: Fields): DsnRecipient {
  const word = (firstValue(fields, 'action') ?? '').toLowerCase().split(/[\s(;]/)[0];
  const diagnostic = firstValue(fields, 'diagnostic-code');
  const named = ['original-recipient', 'final-recipient'].map((name) => firstValue(fields, name));
  return {
    action: actions.find((action) => action === word) ?? null,
    status: statusIn(firstValue(fields, 'status')),
    diagnostic: diagnostic === null ? null : readDiagnostic(diagnostic),
    addresses: [...new Set(named.flatMap((value) => typedAddresses(value ?? '')))],
  };
}

/** On one line, without the type before it (`smtp;`), at most 500 characters. */
export function readDiagnostic(text: string): string {
  return shorten(cleanText(text.slice(0, 5_000).replace(/^\s*[\w-]{1,20}\s*;\s*/, '')), 500);
}
