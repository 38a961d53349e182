/** What a reported failure says about the address, by status and by words. */
import { expect, test } from 'vitest';
import { classifyFailure, statusIn } from '../../../src/deliver/classify-failure.ts';

test.each([
  ['5.1.1', 'bad-address'],
  ['5.1.2', 'bad-address'],
  ['5.1.10', 'bad-address'],
  ['5.1.7', 'our-fault'],
  ['5.1.8', 'our-fault'],
  ['5.2.1', 'refused-recipient'],
  ['5.2.2', 'mailbox-full'],
  ['4.2.2', 'mailbox-full'],
  ['5.2.3', 'our-fault'],
  ['5.3.4', 'our-fault'],
  ['5.4.4', 'refused-recipient'],
  ['5.5.1', 'refused-recipient'],
  ['5.6.1', 'our-fault'],
  ['5.7.1', 'our-fault'],
  ['5.7.26', 'our-fault'],
  ['4.4.1', 'temporary'],
  ['4.7.0', 'temporary'],
])('status %s is %s, whatever the words', (status, expected) => {
  expect(classifyFailure(status, null)).toBe(expected);
  expect(classifyFailure(status, 'user unknown, listed as spam, mailbox full')).toBe(expected);
});

test.each([
  ['550 5.1.1 gone', 'bad-address'],
  ['550-5.7.26 not signed', 'our-fault'],
  ['452 4.2.2 no room', 'mailbox-full'],
  ['550 No such user here', 'bad-address'],
  ['550 Unknown user', 'bad-address'],
  ['550 recipient keeper@lighthouse.example not found', 'bad-address'],
  ["554 delivery error: this user doesn't have a harbour.example account", 'bad-address'],
  ['550 mailbox is full', 'mailbox-full'],
  ['552 try later', 'mailbox-full'],
  ['550 blocked by a blocklist; no such user', 'our-fault'],
  ['554 Message rejected under suspicion of SPAM', 'our-fault'],
  ['550 relay access denied', 'our-fault'],
  ['451 later', 'temporary'],
  ['550 no', 'refused-recipient'],
  ['', 'refused-recipient'],
])('without a telling status, "%s" is %s', (words, expected) => {
  expect(classifyFailure(null, words)).toBe(expected);
  expect(classifyFailure('5.0.0', words)).toBe(expected);
});

test.each([
  ['5.1.1 (unknown)', '5.1.1'],
  ['550 5.1.1.', '5.1.1'],
  ['(#5.1.1)', '5.1.1'],
  ['host 5.1.1.2 said 550', null],
  ['host 15.1.1 or 5.1.1234', null],
  ['9.1.1', null],
  [null, null],
])('the status in %s is %s', (text, expected) => {
  expect(statusIn(text)).toBe(expected);
});
