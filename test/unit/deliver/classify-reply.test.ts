/** What becomes of each kind of reply; above all, nobody is struck off for what is our own fault. */
import { expect, test } from 'vitest';
import { classifyReply, type ReplyClass } from '../../../src/deliver/classify-reply.ts';
import type { Stage } from '../../../src/deliver/outcome.ts';
import { parseReply } from '../../../src/deliver/reply.ts';

const table: readonly (readonly [Stage, string, ReplyClass])[] = [
  ['connect', '421 4.3.2 shutting down for the night', 'temporary'],
  ['greeting', '450 come another time', 'temporary'],
  ['greeting', '554 5.7.1 your network is not welcome', 'our-fault'],
  ['greeting', '554 no service for this address', 'our-fault'],
  ['greeting', '521 this host takes no mail', 'our-fault'],
  ['ehlo', '550 that name is not yours', 'our-fault'],
  ['ehlo', '501 5.5.4 a name is missing', 'our-fault'],
  ['tls', '454 4.7.0 no key to hand', 'temporary'],
  ['tls', '502 5.5.1 never heard of it', 'temporary'],
  ['auth', '454 4.7.0 the user list is away', 'temporary'],
  ['auth', '535 5.7.8 user or password is wrong', 'our-fault'],
  ['auth', '534 5.7.9 a stronger way is asked for', 'our-fault'],
  ['mail', '530 5.7.0 say who you are first', 'our-fault'],
  ['mail', '530 say who you are first', 'our-fault'],
  ['mail', '553 5.7.1 this is not your sender address', 'our-fault'],
  ['mail', '550 5.1.8 the domain of the sender has no mail server', 'our-fault'],
  ['mail', '552 5.3.4 too long for us', 'our-fault'],
  ['mail', '452 4.3.1 the disk is nearly full', 'temporary'],
  ['rcpt', '450 4.2.0 greylisted, again in 5 minutes', 'temporary'],
  ['rcpt', '451 4.7.1 wait a little', 'temporary'],
  ['rcpt', '452 4.2.2 the mailbox is over its quota', 'temporary'],
  ['rcpt', '450 5.1.1 codes that disagree', 'temporary'],
  ['rcpt', '550 4.1.1 codes that disagree the other way', 'refused-recipient'],
  ['rcpt', '550 5.1.1 there is nobody of that name', 'bad-address'],
  ['rcpt', '550-5.1.1 there is nobody\n550 5.1.1 of that name', 'bad-address'],
  ['rcpt', '553 5.1.2 that domain is none', 'bad-address'],
  ['rcpt', '501 5.1.3 that is no address', 'bad-address'],
  ['rcpt', '551 5.1.6 moved, and left no word', 'bad-address'],
  ['rcpt', '556 5.1.10 the domain takes no mail', 'bad-address'],
  ['rcpt', '550 5.1.7 the sender is no address', 'our-fault'],
  ['rcpt', '550 5.2.1 the mailbox is switched off', 'refused-recipient'],
  ['rcpt', '552 5.2.2 the mailbox is full', 'mailbox-full'],
  ['rcpt', '550 5.2.2 over quota', 'mailbox-full'],
  ['rcpt', '552 no room left in this mailbox', 'mailbox-full'],
  ['rcpt', '550 nobody here', 'refused-recipient'],
  ['rcpt', '550 5.0.0 nobody here', 'refused-recipient'],
  ['rcpt', '550 5.5.0 the mailbox is not there', 'refused-recipient'],
  ['rcpt', '550 5.4.1 not in our directory', 'refused-recipient'],
  ['rcpt', '551 not local', 'refused-recipient'],
  ['rcpt', '550 we do not relay', 'our-fault'],
  ['rcpt', '550 relaying is denied', 'our-fault'],
  ['rcpt', '550 your address is on a blocklist', 'our-fault'],
  ['rcpt', '554 5.7.1 relay access is denied', 'our-fault'],
  ['rcpt', '550 5.7.1 the policy says no', 'our-fault'],
  ['rcpt', '550 5.7.23 the SPF check failed', 'our-fault'],
  ['rcpt', '503 5.5.1 out of order', 'our-fault'],
  ['data', '554 5.5.1 no valid recipients', 'our-fault'],
  ['data', '451 4.3.0 the filter is away', 'temporary'],
  ['body', '552 5.3.4 that is enough', 'our-fault'],
  ['dot', '550 5.7.26 the message is not signed by its sender', 'our-fault'],
  ['dot', '554 5.6.0 a header is broken', 'our-fault'],
  ['dot', '554 looks like an advertisement', 'our-fault'],
  ['dot', '550 taken for spam', 'our-fault'],
  ['dot', '552 5.2.3 longer than this reader takes', 'our-fault'],
  ['dot', '552 the message is too large', 'our-fault'],
  ['dot', '550 5.1.1 on reflection there is nobody', 'bad-address'],
  ['dot', '452 4.3.1 no room just now', 'temporary'],
  ['dot', '421 4.4.2 you took too long', 'temporary'],
];

test.each(table)('at %s, "%s" is %s', (stage, raw, expected) => {
  const reply = parseReply(raw);

  expect(reply).not.toBeNull();
  expect(classifyReply({ stage, reply: reply! })).toBe(expected);
});

test('a policy code strikes nobody off, whatever else the reply says', () => {
  for (const code of [500, 501, 503, 521, 530, 535, 550, 551, 552, 553, 554, 556]) {
    for (let detail = 0; detail < 40; detail += 1) {
      for (const subject of [6, 7]) {
        const reply = { code, enhanced: `5.${subject}.${detail}`, text: 'no such user here' };

        expect(classifyReply({ stage: 'rcpt', reply })).toBe('our-fault');
      }
    }
  }
});
