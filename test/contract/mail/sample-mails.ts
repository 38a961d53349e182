/** Many different mails, the same ones on every run: digests and notes, for sites and persons, plain and hostile. */
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { type DkimSigner, dkimPublicRecord, loadDkimKey } from '../../../src/deliver/dkim.ts';
import { type ListMail, listHeaders, mailtoAddress } from '../../../src/deliver/mail-headers.ts';
import { composeMessage } from '../../../src/deliver/message.ts';
import { emptyDayNote, operatorNotice } from '../../../src/deliver/other-mails.ts';
import { subjectFor } from '../../../src/deliver/subject.ts';
import { renderNote } from '../../../src/render/note.ts';
import { renderMail } from '../../../src/render/render.ts';
import { hostileTitles } from '../../unit/render/hostile-titles.ts';
import { digestOfTitles, options, richDigest } from '../../unit/render/sample-digest.ts';

export const domain = 'paperboy.example';
export const selector = 'test2026';

export interface SampleMail {
  readonly bytes: Buffer;
  readonly list: ListMail;
  readonly subject: string;
  /** As given to the composer; `html` null for text alone. */
  readonly text: string;
  readonly html: string | null;
}

/** A key of its own, as a signer and as what DNS would say. */
export async function makeSigner(): Promise<{ signer: DkimSigner; record: string; pem: string }> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = await loadDkimKey({ pem, selector, domain: null, fromDomain: domain });
  return { signer, record: dkimPublicRecord(pem), pem };
}

const anyTitle = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 10_000 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('w', '=', '字', '\u202e', 'é', '"'), maxLength: 10_000 }),
  fc.constantFrom(...hostileTitles),
);
const anySite = fc.record({
  titles: fc.array(anyTitle, { maxLength: 4 }),
  name: fc.oneof(fc.constant('Paperboy'), fc.string({ unit: 'grapheme', maxLength: 90 })),
  isSite: fc.boolean(),
  isText: fc.nat(4).map((number) => number === 0),
  kind: fc.constantFrom('digest', 'digest', 'rich', 'empty', 'notice'),
  reader: fc.constantFrom(
    'reader@example.org',
    `${'r'.repeat(64)}@${'long-name.'.repeat(15)}example`,
  ),
});

/** `number` mails, each different, signed where there is a signer. */
export async function sampleMails(
  number: number,
  signer: DkimSigner | null,
): Promise<SampleMail[]> {
  const mails: SampleMail[] = [];
  for (const [index, drawn] of fc.sample(anySite, { numRuns: number, seed: 2026 }).entries()) {
    const token = `1.${index.toString(36)}.0123456789abcdef0123456789abcdef`;
    const list: ListMail = {
      title: drawn.name,
      from: `digest@${domain}`,
      replyTo: `desk@${domain}`,
      baseUrl: drawn.isSite ? 'https://papers.example.org' : null,
      unsubscribe: {
        url: drawn.isSite ? `https://papers.example.org/unsubscribe/${token}` : null,
        mailto:
          drawn.isSite && index % 2 === 0
            ? null
            : mailtoAddress(`desk@${domain}`, `unsubscribe ${token}`),
      },
    };
    const { subject, text, html } = await contentOf(drawn.kind, drawn.titles, list);
    const bytes = await composeMessage({
      from: { name: drawn.name, address: list.from },
      to: { address: drawn.reader },
      replyTo: list.replyTo,
      subject,
      text,
      html: drawn.isText ? null : html,
      date: new Date(Date.UTC(2026, 9, 14, 6, 0, index)),
      messageId: `<${index}.abc@${domain}>`,
      boundaryKey: `${index}.abc`,
      headers: listHeaders(list),
      signer,
    });
    mails.push({ bytes, list, subject, text, html: drawn.isText ? null : html });
  }
  return mails;
}

async function contentOf(
  kind: string,
  titles: readonly string[],
  list: ListMail,
): Promise<{ subject: string; text: string; html: string }> {
  const unsubscribe = list.unsubscribe.url ?? list.unsubscribe.mailto;
  const frame = { title: list.title, why: options.why, unsubscribe, sender: options.sender };
  if (kind === 'empty' || kind === 'notice') {
    const note =
      kind === 'empty'
        ? emptyDayNote(frame, '2026-10-14', titles.length)
        : operatorNotice(frame, titles[0] ?? 'A notice', titles);
    return { subject: note.subject, ...(await renderNote(note)) };
  }
  const digest = kind === 'rich' ? richDigest() : digestOfTitles(titles);
  const mail = await renderMail(digest, { ...options, unsubscribe });
  return { subject: subjectFor(digest), ...mail };
}

/** The message with one byte changed to another that is no space and no part of the syntax. */
export function withByteChanged(bytes: Buffer, position: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[position] = changed[position] === 0x78 ? 0x79 : 0x78;
  return changed;
}

/** Where a letter or digit stands, from `start` on. */
export function letterAt(bytes: Buffer, start: number): number {
  const found = /[A-Za-z0-9]/.exec(bytes.toString('latin1', start));
  if (found === null) throw new Error('no letter to change');
  return start + found.index;
}
