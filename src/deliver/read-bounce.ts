/** Reads one message that came back: a delivery report, a complaint, or something else. Anybody may have sent it. */
import type { Attachment, Email } from 'postal-mime';
import { PaperboyError } from '../lib/errors.ts';
import type { BounceReport, ReportClues } from './bounce-report.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import { readQmailBounce } from './qmail-bounce.ts';
import { type Fields, firstValue, readFieldBlocks } from './report-fields.ts';
import { addressesIn } from './reported-addresses.ts';

/** What a report says stands at its beginning; behind it there is only the mail that was sent back. */
export const longestReport = 1_000_000;
/** Taking a mail apart costs time by the line and memory by the part, and either may be a few bytes long. */
const mostLines = 20_000;
const mostParts = 1_000;

/** Where mail systems write the address that a message was sent to. */
const recipientHeaders = [
  ...['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'],
  ...['x-rcpt-to', 'apparently-to', 'to'],
];
const wholeMessages = ['message/rfc822', 'message/global'];
const returnedTypes = [...wholeMessages, 'text/rfc822-headers', 'message/global-headers'];

/**
 * Reads the beginning of `raw` (a megabyte, 20,000 lines), one message as it came. A report counts only where it is the message itself, not
 * where somebody has forwarded one.
 * @throws PaperboyError INPUT_UNREADABLE for what is no mail, or built to do harm; nothing else.
 */
export async function readBounce(raw: Uint8Array): Promise<BounceReport> {
  const email = await parseMail(beginningOf(raw));
  const headers = fieldsOf(email);
  const type = (firstValue(headers, 'content-type') ?? '').toLowerCase();
  const isReport = /^multipart\/report\b/.test(type);
  const status = partOf(email, 'message/delivery-status', 'message/global-delivery-status');
  const feedback = partOf(email, 'message/feedback-report');
  const returned = readFieldBlocks(partOf(email, ...returnedTypes) ?? '')[0];

  if (isReport && feedback !== null && /feedback-report/.test(type)) {
    const [fields] = readFieldBlocks(feedback);
    const senders = fields?.get('original-mail-from') ?? [];
    return {
      kind: 'arf',
      ...cluesIn(headers, returned, senders),
      feedbackType: (firstValue(fields, 'feedback-type') ?? '').toLowerCase().slice(0, 40),
      recipients: addressesIn((fields?.get('original-rcpt-to') ?? []).join(' ')),
    };
  }
  if (isReport && status !== null && !/report-type="?(?!delivery-status)/.test(type)) {
    const recipients = readDeliveryStatus(status);
    return { kind: 'dsn', ...cluesIn(headers, returned), recipients };
  }
  const qmail =
    type === '' || type.startsWith('text/plain') ? readQmailBounce(email.text ?? '') : null;
  if (qmail !== null) {
    const original = readFieldBlocks(qmail.original)[0];
    return { kind: 'dsn', ...cluesIn(headers, original), recipients: qmail.recipients };
  }
  return { kind: 'other', ...cluesIn(headers, returned), isAutomatic: isAutomatic(headers) };
}

async function parseMail(raw: Buffer): Promise<Email> {
  if (countParts(raw) > mostParts) throw unreadable('it has too many parts');
  const { default: PostalMime } = await import('postal-mime');
  let email: Email;
  try {
    email = await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: 20,
      maxHeadersSize: 256_000,
    });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
  const usual = ['from', 'to', 'date', 'subject', 'received', 'message-id', 'content-type'];
  if (!email.headers.some(({ key }) => usual.includes(key))) {
    throw unreadable('it does not begin with the headers of a mail');
  }
  return email;
}

function beginningOf(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, longestReport));
  let end = 0;
  for (let lines = 0; lines < mostLines; lines++) {
    const newline = bytes.indexOf(0x0a, end);
    if (newline === -1) return bytes;
    end = newline + 1;
  }
  return bytes.subarray(0, end);
}

/** Lines that could begin a part. */
function countParts(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf('\n--'); at !== -1; at = bytes.indexOf('\n--', at + 3)) found++;
  return found;
}

function unreadable(why: string, cause?: unknown): PaperboyError {
  return new PaperboyError('INPUT_UNREADABLE', `the message cannot be read: ${why}`, {
    hint: 'It was passed over. Was it cut off, or is the file no mailbox?',
    cause,
  });
}

function fieldsOf({ headers }: Email): Fields {
  const fields = new Map<string, string[]>();
  for (const { key, value } of headers) {
    const values = fields.get(key);
    if (values === undefined) fields.set(key, [value]);
    else values.push(value);
  }
  return fields;
}

function partOf({ attachments }: Email, ...types: readonly string[]): Uint8Array | null {
  const found = attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));
  return found === undefined ? null : bytesOf(found);
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function cluesIn(
  headers: Fields,
  returned: Fields | undefined,
  senders: readonly string[] = [],
): ReportClues {
  const texts = [
    ...recipientHeaders.flatMap((name) => headers.get(name) ?? []),
    ...senders,
    ...(returned?.get('return-path') ?? []),
  ];
  const id = firstValue(returned, 'message-id') ?? firstValue(headers, 'in-reply-to') ?? '';
  return {
    returnAddresses: [...new Set(texts.slice(0, 100).flatMap(addressesIn))].slice(0, 100),
    originalMessageId: /<[^<>\s]{1,900}>/.exec(id)?.[0] ?? null,
  };
}

/** RFC 3834, and what programs wrote before it. */
function isAutomatic(headers: Fields): boolean {
  const submitted = firstValue(headers, 'auto-submitted');
  return (
    (submitted !== null && !/^no\b/i.test(submitted)) ||
    headers.has('x-autoreply') ||
    headers.has('x-autorespond') ||
    /^auto[_-]reply$/i.test(firstValue(headers, 'precedence') ?? '') ||
    /^<\s*>/.test(firstValue(headers, 'return-path') ?? '')
  );
}
