/** A made-up note that has everything a note can have, and the small mails that readers get. */
import {
  addressChangedMail,
  changeAddressMail,
  confirmMail,
  dataLinkMail,
  emptyDayNote,
  operatorNotice,
  subscribedAlreadyMail,
  testMail,
  welcomeMail,
} from '../../../src/deliver/other-mails.ts';
import type { Note } from '../../../src/model/note.ts';

export const frame = {
  title: 'The Morning Stack',
  why: 'You get this because you asked for a word on days without papers.',
  unsubscribe: 'https://paperboy.example/unsubscribe/abc123',
  sender: 'The Morning Stack, 1 Example Street, 12345 Example Town',
};

const preferences = 'https://paperboy.example/preferences/1.1.0123456789abcdef0123456789abcdef';

export const noteWithEverything: Note = {
  ...frame,
  subject: 'The Morning Stack: a note',
  heading: 'A heading of the note',
  blocks: [
    { kind: 'text', text: 'First paragraph.' },
    { kind: 'text', text: `Second paragraph with a long word: ${'Longword'.repeat(14)}.` },
    {
      kind: 'facts',
      facts: [
        { name: 'Sent through', value: 'smtp://mail.example.org:587' },
        { name: 'Return address', value: 'b-1.2n.0123456789abcdef@bounces.paperboy.example' },
      ],
    },
    { kind: 'link', label: 'Look at it', url: 'https://paperboy.example/look?a=1&b=2' },
  ],
};

export const notes: readonly (readonly [string, Note])[] = [
  ['a note with everything', noteWithEverything],
  ['the note of an empty day', emptyDayNote(frame, '2026-10-14', 312)],
  [
    'a test mail',
    testMail(frame, {
      to: 'you@example.org',
      from: 'digest@paperboy.example',
      returnPath: 'b-1@bounces.paperboy.example',
      route: 'smtp://mail.paperboy.example:587',
      dkim: { domain: 'paperboy.example', selector: 'paperboy' },
      baseUrl: 'https://paperboy.example',
    }),
  ],
  [
    'a notice to the operator',
    operatorNotice(frame, 'sending is paused', ['The mail server refused three readers in a row.']),
  ],
  [
    'a mail that asks to confirm',
    confirmMail(
      { ...frame, unsubscribe: null },
      {
        confirm: 'https://paperboy.example/confirm/0123456789abcdef0123456789abcdef01234567',
        never: 'https://paperboy.example/never/1.1.0123456789abcdef0123456789abcdef',
      },
    ),
  ],
  [
    'a mail to who is subscribed already',
    subscribedAlreadyMail({ ...frame, unsubscribe: null }, preferences),
  ],
  ['a welcome without an issue', welcomeMail({ ...frame, preferences }, preferences)],
  [
    'a mail with the link to the data',
    dataLinkMail(
      { ...frame, unsubscribe: null },
      'https://paperboy.example/data/0123456789abcdef0123456789abcdef01234567',
    ),
  ],
  [
    'a mail that asks a new address',
    changeAddressMail(
      { ...frame, unsubscribe: null },
      'a…@example.org',
      'https://paperboy.example/address/0123456789abcdef0123456789abcdef01234567',
    ),
  ],
  [
    'the last mail to an old address',
    addressChangedMail({ ...frame, unsubscribe: null }, 'a…@example.net'),
  ],
];
