/** What came back is understood as each mail server writes it; what nobody should trust breaks nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBounce } from '../../../src/deliver/read-bounce.ts';
import { PaperboyError } from '../../../src/lib/errors.ts';
import {
  complaint,
  dsnType,
  exchange,
  exim,
  facts,
  gmail,
  multipart,
  plain,
  postfix,
  qmail,
  returnedHeaders,
  sendmail,
} from './sample-reports.ts';

const styles = { postfix, exim, exchange, gmail, sendmail, qmail };

async function onlyRecipient(raw: Buffer) {
  const report = await readBounce(raw);
  if (report.kind !== 'dsn') throw new Error(`a ${report.kind}`);
  expect(report.recipients).toHaveLength(1);
  return report.recipients[0]!;
}

describe('delivery reports', () => {
  test.each(Object.entries(styles))(
    'of %s name recipient, Message-ID and return address',
    async (_, style) => {
      const report = await readBounce(style());

      expect(report).toMatchObject({
        kind: 'dsn',
        originalMessageId: facts.messageId,
        recipients: [{ action: 'failed', addresses: [facts.recipient] }],
      });
      expect(report.returnAddresses).toContain(facts.to);
    },
  );

  test.each([
    ['postfix', postfix(), '5.1.1', 'nobody of that name'],
    ['exim', exim(), '5.0.0', '550 No such user here'],
    ['exchange', exchange(), '5.1.10', 'RecipientNotFound'],
    ['gmail', gmail(), '5.1.1', 'does not exist'],
    ['sendmail', sendmail(), '5.2.2', '552 5.2.2 Mailbox full'],
    ['qmail', qmail(), '5.1.1', 'no mailbox here'],
  ])('of %s give status and diagnostic on one line', async (_, raw, status, words) => {
    const recipient = await onlyRecipient(raw);

    expect(recipient.status).toBe(status);
    expect(recipient.diagnostic).toContain(words);
    expect(recipient.diagnostic).not.toMatch(/\n|^smtp/i);
  });

  test.each(['failed', 'delayed', 'relayed', 'delivered', 'expanded'])(
    '%s is an action',
    async (action) => {
      expect((await onlyRecipient(postfix({ action }))).action).toBe(action);
      expect(
        (await onlyRecipient(exim({ action: `${action.toUpperCase()} (to mailbox)` }))).action,
      ).toBe(action);
    },
  );

  test('a word that is no action is none', async () => {
    expect((await onlyRecipient(postfix({ action: 'failedish' }))).action).toBeNull();
    expect((await onlyRecipient(postfix({ action: '' }))).action).toBeNull();
  });

  test('xtext in an address is read, and the address as it stands is kept', async () => {
    const recipient = await onlyRecipient(
      sendmail({ recipient: 'keeper+papers@lighthouse.example' }),
    );

    expect(recipient.addresses).toContain('keeper+papers@lighthouse.example');
  });

  test('each of several recipients has its own outcome', async () => {
    const status = ['Reporting-MTA: dns; a.example', ''].concat(
      ...['failed', 'delayed', 'relayed'].map((action, n) => [
        `Final-Recipient: rfc822; reader${n}@quay.example`,
        `Action: ${action}`,
        '',
      ]),
    );

    const report = await readBounce(
      multipart(
        dsnType,
        ['From: x@quay.example'],
        [{ type: 'message/delivery-status', body: status.join('\n') }],
      ),
    );

    expect(report).toMatchObject({
      recipients: [{ action: 'failed' }, { action: 'delayed' }, { action: 'relayed' }],
    });
  });

  test('internationalised reports are read', async () => {
    const raw = multipart(
      dsnType,
      ['From: x@quay.example'],
      [
        {
          type: 'message/global-delivery-status',
          body: 'Reporting-MTA: dns; a.example\n\nFinal-Recipient: utf-8; keeper@köln.example\nAction: failed\nStatus: 5.1.1',
        },
        { type: 'message/global-headers', body: returnedHeaders(facts) },
      ],
    );

    expect(await readBounce(raw)).toMatchObject({
      originalMessageId: facts.messageId,
      recipients: [{ addresses: ['keeper@xn--kln-sna.example'] }],
    });
  });

  test('bytes beyond ASCII and a charset that nobody knows do no harm', async () => {
    const text = postfix({ diagnostic: 'smtp; 550 5.1.1 Postfach kéñt niemand' }).toString('utf8');

    const latin = await onlyRecipient(Buffer.from(text, 'latin1'));
    const odd = await onlyRecipient(Buffer.from(text.replace('us-ascii', 'x-lighthouse-9')));

    expect(latin).toMatchObject({ action: 'failed', status: '5.1.1' });
    expect(odd.diagnostic).toContain('kéñt');
  });

  test('control characters never reach a terminal', async () => {
    const { diagnostic } = await onlyRecipient(
      postfix({ diagnostic: 'smtp; 550 \u001b[31mred\u0007' }),
    );

    expect(diagnostic).toBe('550 [31mred');
  });

  test('a long returned mail is passed over, its report is read', async () => {
    const raw = Buffer.concat([postfix(), Buffer.alloc(30_000_000, 'paper and ink\r\n')]);

    expect(await onlyRecipient(raw)).toMatchObject({ action: 'failed', status: '5.1.1' });
  });

  test('cut off anywhere, a report never says more than the whole one', async () => {
    const raw = postfix();

    for (let length = 0; length < raw.length; length += 23) {
      const report = await readBounce(raw.subarray(0, length)).catch((error: unknown) => error);

      if (report instanceof PaperboyError) continue;
      expect(report).toHaveProperty('kind');
      if (JSON.stringify(report).includes('"failed"'))
        expect(length).toBeGreaterThan(raw.indexOf('Action: failed'));
    }
  });
});

describe('complaints', () => {
  test.each(['abuse', 'fraud', 'not-spam', 'virus'])('%s is a type of feedback', async (type) => {
    expect(await readBounce(complaint({ type }))).toMatchObject({
      kind: 'arf',
      feedbackType: type,
      recipients: [facts.recipient],
      originalMessageId: facts.messageId,
      returnAddresses: expect.arrayContaining([facts.to]),
    });
  });

  test('the reader may be withheld', async () => {
    expect(await readBounce(complaint({ hidden: true }))).toMatchObject({ recipients: [] });
  });
});

describe('everything else', () => {
  test.each([
    [
      'out of office',
      plain(facts.to, ['Auto-Submitted: auto-replied'], 'I am at sea until May.'),
      true,
    ],
    ['an old vacation program', plain(facts.to, ['Precedence: auto_reply'], 'Away.'), true],
    ['a vacation reply with its mark', plain(facts.to, ['X-Autoreply: yes'], 'Away.'), true],
    ['an answer by a person', plain(facts.to, [], 'Thanks, I liked the second one.'), false],
    ['one who says it is not automatic', plain(facts.to, ['Auto-Submitted: no'], 'Thanks.'), false],
    [
      'a receipt that it was read',
      multipart(
        'multipart/report; report-type=disposition-notification',
        ['From: a@quay.example'],
        [
          {
            type: 'message/disposition-notification',
            body: 'Final-Recipient: rfc822;a@quay.example\nDisposition: manual-action; displayed',
          },
        ],
      ),
      false,
    ],
    [
      'a report that somebody forwards',
      multipart(
        'multipart/mixed',
        ['From: a@quay.example'],
        [
          { type: 'text/plain', body: 'What is this?' },
          { type: 'message/rfc822', body: postfix().toString('latin1') },
        ],
      ),
      false,
    ],
    [
      'a report among other parts',
      multipart(
        'multipart/mixed',
        ['From: a@quay.example'],
        [
          {
            type: 'message/delivery-status',
            body: 'X: y\n\nFinal-Recipient: rfc822;a@quay.example\nAction: failed',
          },
        ],
      ),
      false,
    ],
    [
      'a person who quotes qmail',
      plain(facts.to, [], '> Hi. This is the qmail-send program\n\n<a@b.example>:\nno'),
      false,
    ],
  ])('%s is no report', async (_, raw, isAutomatic) => {
    expect(await readBounce(raw)).toMatchObject({ kind: 'other', isAutomatic });
  });
});

describe('what was made to do harm', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['no mail', Buffer.from('PK\u0003\u0004 some archive')],
    ['a page of text', Buffer.from('It was a dark night.\nThe lamp was out.\n')],
    [
      'a quarter million parts',
      Buffer.from(
        `From: a@b.example\nContent-Type: ${dsnType}; boundary="b"\n\n${'--b\n'.repeat(250_000)}`,
      ),
    ],
    [
      'headers without end',
      Buffer.from(`From: a@b.example\n${`X-Y: ${'z'.repeat(50)}\n`.repeat(15_000)}`),
    ],
    [
      'parts within parts',
      Buffer.from(
        Array.from(
          { length: 200 },
          (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\n\n--b${n}\n`,
        ).join(''),
      ),
    ],
  ])('%s is refused with a reason', async (_, raw) => {
    await expect(readBounce(raw)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  test.each([
    ['empty lines', '\n'.repeat(1_000_000)],
    ['one line', 'a'.repeat(1_000_000)],
    ['fields', 'Action: failed\n\n'.repeat(60_000)],
    ['folded lines', `Diagnostic-Code: x\n${' y\n'.repeat(300_000)}`],
    ['at signs', `Final-Recipient: ${'a@'.repeat(400_000)}\nAction: failed`],
    ['brackets', `Diagnostic-Code: ${'<('.repeat(400_000)}\nAction: failed`],
    ['spaces', `Diagnostic-Code: no${' '.repeat(60_000)}such\nAction: failed`],
  ])('a megabyte of %s is read within a second', async (_, body) => {
    const raw = multipart(
      dsnType,
      ['From: x@quay.example'],
      [{ type: 'message/delivery-status', body }],
    );
    const before = performance.now();

    const report = await readBounce(raw);

    expect(performance.now() - before).toBeLessThan(1_000);
    if (report.kind === 'dsn') expect(report.recipients.length).toBeLessThanOrEqual(100);
  });

  test('whatever bytes it holds, a mail is read or refused with a reason', async () => {
    const samples = [...Object.values(styles).map((style) => style()), complaint()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(3_000), fc.uint8Array({ maxLength: 40 })), { maxLength: 6 }),
        async (sample, changes) => {
          const raw = Buffer.from(sample);
          for (const [at, bytes] of changes)
            raw.set(bytes.subarray(0, Math.max(0, raw.length - at)), Math.min(at, raw.length));

          const report = await readBounce(raw).catch((error: unknown) => error);

          if (report instanceof Error) expect(report).toMatchObject({ code: 'INPUT_UNREADABLE' });
        },
      ),
      { numRuns: 150 },
    );
  });
});
