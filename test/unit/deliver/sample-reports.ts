/** Made-up mails that come back, put together the way the common mail servers do it. */

export interface ReportFacts {
  /** Where the report is sent to. */
  readonly to: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
}

export const facts: ReportFacts = {
  to: 'b-1.2.00112233445566778899aabbccddeeff@bounces.example.org',
  recipient: 'keeper@lighthouse.example',
  messageId: '<7.k3xq9@news.example.org>',
};

interface Part {
  readonly type: string;
  readonly body: string;
  readonly headers?: readonly string[];
}

/** A multipart message with CRLF line ends. */
export function multipart(
  type: string,
  headers: readonly string[],
  parts: readonly Part[],
  boundary = 'harbour-7',
): Buffer {
  const lines = [
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${type}; boundary="${boundary}"`,
    '',
    'This is a report in several parts.',
    ...parts.flatMap((part) => [
      `--${boundary}`,
      `Content-Type: ${part.type}`,
      ...(part.headers ?? []),
      '',
      part.body,
    ]),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\n').replace(/\r?\n/g, '\r\n'));
}

export const dsnType = 'multipart/report; report-type=delivery-status';

/** The digest that was sent back. */
export function returnedHeaders({ messageId, recipient }: ReportFacts, returnPath = ''): string {
  return [
    ...(returnPath === '' ? [] : [`Return-Path: <${returnPath}>`]),
    'Received: from press.example.org by mx.lighthouse.example; Wed, 14 Oct 2026 07:00:02 +0000',
    'From: The Morning Stack <digest@news.example.org>',
    `To: ${recipient}`,
    'Subject: Nine papers for Wednesday',
    'Date: Wed, 14 Oct 2026 07:00:01 +0000',
    `Message-ID: ${messageId}`,
  ].join('\n');
}

function reportHeaders(to: string, from: string, subject: string): string[] {
  return [
    'Return-Path: <>',
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Wed, 14 Oct 2026 07:00:05 +0000',
    'Message-ID: <report-1@mx.lighthouse.example>',
  ];
}

export function postfix(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const { action = 'failed', status = '5.1.1' } = all;
  const diagnostic =
    all.diagnostic ??
    `smtp; 550 5.1.1 <${all.recipient}>: Recipient address\n    rejected: nobody of that name keeps a lamp here`;
  const headers = [
    `Delivered-To: ${all.to}`,
    ...reportHeaders(
      all.to,
      'MAILER-DAEMON@mx.example.org (Mail Delivery System)',
      'Undelivered Mail Returned to Sender',
    ),
    'Auto-Submitted: auto-replied',
  ];
  return multipart(dsnType, headers, [
    {
      type: 'text/plain; charset=us-ascii',
      headers: ['Content-Description: Notification'],
      body: 'The mail could not be handed on. See below.\n',
    },
    {
      type: 'message/delivery-status',
      headers: ['Content-Description: Delivery report'],
      body: [
        'Reporting-MTA: dns; mx.example.org',
        'X-Postfix-Queue-ID: 4FooBar',
        'X-Postfix-Sender: rfc822; digest@news.example.org',
        'Arrival-Date: Wed, 14 Oct 2026 07:00:01 +0000 (UTC)',
        '',
        `Final-Recipient: rfc822; ${all.recipient}`,
        `Original-Recipient: rfc822;${all.recipient}`,
        `Action: ${action}`,
        `Status: ${status}`,
        'Remote-MTA: dns; mx.lighthouse.example',
        `Diagnostic-Code: ${diagnostic}`,
        '',
      ].join('\n'),
    },
    {
      type: 'message/rfc822',
      headers: ['Content-Description: Undelivered Message'],
      body: `${returnedHeaders(all)}\n\nGood morning.\n`,
    },
  ]);
}

/** Exim: no Original-Recipient, the type in lower case without a space, headers alone. */
export function exim(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const headers = [
    ...reportHeaders(
      all.to,
      'Mail Delivery System <Mailer-Daemon@quay.example>',
      'Mail delivery failed: returning message to sender',
    ),
    `X-Failed-Recipients: ${all.recipient}`,
    'Auto-Submitted: auto-replied',
  ];
  return multipart(dsnType, headers, [
    { type: 'text/plain', body: `  ${all.recipient}\n    host mx.lighthouse.example said no\n` },
    {
      type: 'message/delivery-status',
      body: [
        'Reporting-MTA: dns; quay.example',
        '',
        `Action: ${all.action ?? 'failed'}`,
        `Final-Recipient: rfc822;${all.recipient}`,
        `Status: ${all.status ?? '5.0.0'}`,
        'Remote-MTA: dns; mx.lighthouse.example',
        `Diagnostic-Code: ${all.diagnostic ?? 'smtp; 550 No such user here'}`,
      ].join('\n'),
    },
    { type: 'text/rfc822-headers', body: returnedHeaders(all, 'digest@news.example.org') },
  ]);
}

/** Exchange: HTML beside text, capitals in the type, base64 around the original, a display name. */
export function exchange(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const original = Buffer.from(
    `${returnedHeaders(all)}\n\nGood morning.\n`.replaceAll('\n', '\r\n'),
  );
  const headers = [
    ...reportHeaders(
      all.to,
      '<postmaster@corp.example>',
      'Undeliverable: Nine papers for Wednesday',
    ),
    `In-Reply-To: ${all.messageId}`,
    'X-MS-Exchange-Message-Is-Ndr:',
  ];
  return multipart(`${dsnType};\n\tcharset="x"`, headers, [
    {
      type: 'multipart/alternative; differences=Content-Type; boundary="inner-1"',
      body: '--inner-1\nContent-Type: text/plain; charset="us-ascii"\n\nIt could not be delivered.\n--inner-1\nContent-Type: text/html\n\n<p>It could not be delivered.</p>\n--inner-1--',
    },
    {
      type: 'message/delivery-status',
      body: [
        'Reporting-MTA: dns;MAIL7.corp.example',
        'Received-From-MTA: dns;relay.example',
        'Arrival-Date: Wed, 14 Oct 2026 07:00:02 +0000',
        '',
        `Final-Recipient: RFC822;${all.recipient.toUpperCase()}`,
        `Action: ${all.action ?? 'Failed'}`,
        `Status: ${all.status ?? '5.1.10'}`,
        `Diagnostic-Code: ${all.diagnostic ?? 'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'}`,
        'X-Display-Name: The Keeper',
      ].join('\n'),
    },
    {
      type: 'message/rfc822',
      headers: ['Content-Transfer-Encoding: base64'],
      body: original.toString('base64'),
    },
  ]);
}

/** Gmail: a related part with a picture before the report, a link in the diagnostic, folded lines. */
export function gmail(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const headers = [
    `Delivered-To: ${all.to}`,
    ...reportHeaders(
      all.to,
      'Mail Delivery Subsystem <mailer-daemon@mail.example>',
      'Delivery Status Notification (Failure)',
    ),
    `X-Failed-Recipients: ${all.recipient}`,
    `References: ${all.messageId}`,
    `In-Reply-To: ${all.messageId}`,
  ];
  return multipart(dsnType, headers, [
    {
      type: 'multipart/related; boundary="rel-2"',
      body: '--rel-2\nContent-Type: text/html\n\n<b>Address not found</b>\n--rel-2\nContent-Type: image/png; name="icon.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--rel-2--',
    },
    {
      type: 'message/delivery-status',
      body: [
        'Reporting-MTA: dns; mail.example',
        `Final-Recipient: rfc822; ${all.recipient}`,
        `Action: ${all.action ?? 'failed'}`,
        `Status: ${all.status ?? '5.1.1'}`,
        `Diagnostic-Code: ${all.diagnostic ?? 'smtp; 550-5.1.1 The account that you tried to reach\n 550-5.1.1 does not exist. See\n 550 5.1.1  https://help.example/?p=NoSuchUser'}`,
        'Last-Attempt-Date: Wed, 14 Oct 2026 00:00:04 -0700 (PDT)',
      ].join('\n'),
    },
    { type: 'message/rfc822', body: `${returnedHeaders(all)}\n\nGood morning.` },
  ]);
}

export function sendmail(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const headers = [
    ...reportHeaders(
      all.to,
      'Mail Delivery Subsystem <MAILER-DAEMON@old.example>',
      'Returned mail: see transcript for details',
    ),
    'Auto-Submitted: auto-generated (failure)',
  ];
  return multipart(dsnType, headers, [
    {
      type: 'text/plain',
      body: '   ----- The following addresses had permanent fatal errors -----',
    },
    {
      type: 'message/delivery-status',
      body: [
        'Reporting-MTA: dns; old.example',
        '',
        `Original-Recipient: rfc822;${all.recipient.replace('+', '+2B')}`,
        `Final-Recipient: RFC822; ${all.recipient}`,
        `Action: ${all.action ?? 'failed'}`,
        `Status: ${all.status ?? '5.2.2'}`,
        'Remote-MTA: DNS; mx.lighthouse.example',
        `Diagnostic-Code: ${all.diagnostic ?? 'SMTP; 552 5.2.2 Mailbox full, the keeper is away'}`,
      ].join('\n'),
    },
    { type: 'text/rfc822-headers', body: returnedHeaders(all) },
  ]);
}

export function qmail(given: Partial<ReportFacts> = {}): Buffer {
  const all = { ...facts, ...given };
  const lines = [
    ...reportHeaders(all.to, 'MAILER-DAEMON@pier.example', 'failure notice'),
    '',
    'Hi. This is the qmail-send program at pier.example.',
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.",
    '',
    `<${all.recipient}>:`,
    all.diagnostic ?? 'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    `Return-Path: <${all.to}>`,
    returnedHeaders(all),
    '',
    'Good morning.',
  ];
  return Buffer.from(lines.join('\n'));
}

export function complaint(
  given: Partial<ReportFacts> & { type?: string; sender?: string; hidden?: boolean } = {},
): Buffer {
  const all = { ...facts, ...given };
  const headers = reportHeaders(
    'complaints@news.example.org',
    '<feedback@isp.example>',
    'FW: Nine papers for Wednesday',
  );
  const { type = 'abuse', sender = all.to, hidden = false } = given;
  return multipart('multipart/report; report-type=feedback-report', headers, [
    { type: 'text/plain', body: 'This is a report for a mail that was received on Wednesday.' },
    {
      type: 'message/feedback-report',
      body: [
        `Feedback-Type: ${type}`,
        'User-Agent: HarbourFeedback/1.0',
        'Version: 1',
        ...(sender === '' ? [] : [`Original-Mail-From: <${sender}>`]),
        ...(hidden ? [] : [`Original-Rcpt-To: <${all.recipient}>`]),
        'Source-IP: 192.0.2.7',
      ].join('\n'),
    },
    { type: 'message/rfc822', body: `${returnedHeaders(all)}\n\nGood morning.` },
  ]);
}

/** A plain mail with these headers more. */
export function plain(to: string, headers: readonly string[], body: string): Buffer {
  return Buffer.from(
    [
      'From: The Keeper <keeper@lighthouse.example>',
      `To: ${to}`,
      'Subject: Re: Nine papers for Wednesday',
      'Message-ID: <reply-1@lighthouse.example>',
      ...headers,
      '',
      body,
      '',
    ].join('\r\n'),
  );
}

/** An mbox file in the mboxrd form. */
export function mboxOf(messages: readonly Buffer[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => [
      Buffer.from('From MAILER-DAEMON Wed Oct 14 07:00:05 2026\n'),
      Buffer.from(
        message
          .toString('latin1')
          .replaceAll('\r\n', '\n')
          .replace(/^(>*From )/gm, '>$1'),
        'latin1',
      ),
      Buffer.from('\n\n'),
    ]),
  );
}
