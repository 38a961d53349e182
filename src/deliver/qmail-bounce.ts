/** The bounces of qmail, which are older than RFC 3464: plain text in a fixed form (QSBMF). */
import type { DsnRecipient } from './bounce-report.ts';
import { statusIn } from './classify-failure.ts';
import { readDiagnostic } from './delivery-status.ts';
import { typedAddresses } from './reported-addresses.ts';

export interface QmailBounce {
  readonly recipients: readonly DsnRecipient[];
  /** The original message as far as it was sent back. */
  readonly original: string;
}

const copyBelow = /^--- Below this line is a copy of the message\.$/m;

/** Null where the text is no bounce of qmail. It writes only of failures for good. */
export function readQmailBounce(body: string): QmailBounce | null {
  const text = body.slice(0, 200_000).replace(/\r\n?/g, '\n').trimStart();
  if (!/^Hi\. This is the /.test(text)) return null;
  const cut = copyBelow.exec(text);
  const paragraphs = text.slice(0, cut?.index ?? text.length).split(/\n\n+/);
  const recipients = paragraphs.slice(0, 100).flatMap((paragraph): DsnRecipient[] => {
    const addresses = typedAddresses(/^<([^<>\n]+)>:\n/.exec(paragraph)?.[1] ?? '');
    if (addresses.length === 0) return [];
    const reason = paragraph.slice(paragraph.indexOf('\n') + 1);
    const status = statusIn(reason.replaceAll('#', ' '));
    return [{ action: 'failed', status, diagnostic: readDiagnostic(reason), addresses }];
  });
  const original = cut === null ? '' : text.slice(cut.index + cut[0].length).trimStart();
  return { recipients, original };
}
