/** What Paperboy writes besides digests: a day without papers, a try, and notices to the operator. */
import { shortDay } from '../lib/days.ts';
import { groupDigits } from '../lib/text.ts';
import type { Day } from '../model/listing.ts';
import type { Note, NoteBlock, NoteFact } from '../model/note.ts';

/** What every mail says in its masthead and at its foot. */
export interface NoteFrame {
  readonly title: string;
  readonly why: string;
  readonly unsubscribe: string | null;
  readonly preferences?: string | null;
  readonly sender: string;
}

/** For readers who want to hear of empty days as well. @param listed how many papers the day's listings held. */
export function emptyDayNote(frame: NoteFrame, day: Day, listed: number): Note {
  const seen =
    listed === 0
      ? 'The listings held no papers today.'
      : `${groupDigits(listed)} ${listed === 1 ? 'paper was' : 'papers were'} listed, and none of them is new to you or fits what you asked for.`;
  return {
    ...frame,
    subject: `${frame.title}, ${shortDay(day).replace(/ \d{4}$/, '')}: nothing new today`,
    heading: 'Nothing new today',
    blocks: [
      text(seen),
      text(
        'Nothing is wrong: there are such days. The next digest comes as soon as there is more.',
      ),
    ],
  };
}

/**
 * Asks an address whether it wants the digest: nothing of what was typed into the form stands in it, as a stranger may
 * have typed it.
 */
export function confirmMail(
  frame: NoteFrame,
  links: { readonly confirm: string; readonly never: string },
): Note {
  return {
    ...frame,
    subject: `${frame.title}: please confirm your subscription`,
    heading: 'One click, and you are subscribed',
    blocks: [
      text(
        `Somebody, you we hope, asked for ${frame.title} to be sent to this address. Nothing is sent before you agree on this page:`,
      ),
      { kind: 'link', label: 'Confirm the subscription', url: links.confirm },
      text('The link is good for three days. If you do nothing, nothing happens.'),
      text('Was it not you? Then you can see to it that this address never gets mail from here:'),
      { kind: 'link', label: 'Not me: never mail me', url: links.never },
    ],
  };
}

/** For who subscribed although they are subscribed. */
export function subscribedAlreadyMail(frame: NoteFrame, preferences: string): Note {
  return {
    ...frame,
    subject: `${frame.title}: you are subscribed already`,
    heading: 'You are subscribed already',
    blocks: [
      text(
        `Somebody, you we hope, asked for ${frame.title} to be sent to this address. It is already, and nothing was changed.`,
      ),
      text('What you get and when, a pause, and the way out are on your own page:'),
      { kind: 'link', label: 'Your preferences', url: preferences },
    ],
  };
}

/** @param preferences null where there are no pages. */
export function welcomeMail(frame: NoteFrame, preferences: string | null): Note {
  return {
    ...frame,
    subject: `${frame.title}: you are subscribed`,
    heading: 'Welcome',
    blocks: [
      text(`You are subscribed to ${frame.title}. The next issue is your first one.`),
      ...(preferences === null
        ? []
        : [
            text('What you get and when can be changed at any time:'),
            { kind: 'link' as const, label: 'Your preferences', url: preferences },
          ]),
    ],
  };
}

/** The link to see, take along or erase one's data. */
export function dataLinkMail(frame: NoteFrame, url: string): Note {
  return {
    ...frame,
    subject: `${frame.title}: the link to your data`,
    heading: 'Your data',
    blocks: [
      text('Here you can take along all that is kept about you, or have it erased:'),
      { kind: 'link', label: 'Your data', url },
      text('The link is good for one hour. If you did not ask for it, nothing needs to be done.'),
    ],
  };
}

/**
 * Asks a new address of a reader whether mail is to go there: nothing of what somebody typed stands in it.
 * @param old masked.
 */
export function changeAddressMail(frame: NoteFrame, old: string, url: string): Note {
  return {
    ...frame,
    subject: `${frame.title}: please confirm your new address`,
    heading: 'One click, and mail comes here',
    blocks: [
      text(
        `The reader with the address ${old} asked for ${frame.title} to be sent to this address instead. Nothing is changed before you agree on this page:`,
      ),
      { kind: 'link', label: 'Change the address', url },
      text('The link is good for one day. If you do nothing, nothing happens.'),
      text('Was it not you? There you can see to it that this address never gets mail from here:'),
      { kind: 'link', label: 'Not me: never mail me', url },
    ],
  };
}

/** To the address that a reader had until now. @param address the new one, masked. */
export function addressChangedMail(frame: NoteFrame, address: string): Note {
  return {
    ...frame,
    subject: `${frame.title}: mail now goes to another address`,
    heading: 'Mail now goes to another address',
    blocks: [
      text(
        `From now on ${frame.title} goes to ${address}, and this is the last mail to this address.`,
      ),
      text(
        'Was it not you? Then reply to this mail, so that it can be changed back. The link to unsubscribe in any earlier mail ends it as well.',
      ),
    ],
  };
}

export interface TestMail {
  /** Where it is sent to. */
  readonly to: string;
  readonly from: string;
  /** What bounces come back to. */
  readonly returnPath: string;
  /** The way it goes out, without user and password. */
  readonly route: string;
  /** Null where mails are not signed. */
  readonly dkim: { readonly domain: string; readonly selector: string } | null;
  readonly baseUrl: string | null;
}

/** What `send-test` sends: that it arrived, which settings it came from, and what is left to check by hand. */
export function testMail(frame: NoteFrame, test: TestMail): Note {
  const signature =
    test.dkim === null ? 'none' : `${test.dkim.selector}._domainkey.${test.dkim.domain}`;
  const facts: NoteFact[] = [
    { name: 'To', value: test.to },
    { name: 'From', value: test.from },
    { name: 'Return address', value: test.returnPath },
    { name: 'Sent through', value: test.route },
    { name: 'DKIM key', value: signature },
    { name: 'Public address', value: test.baseUrl ?? 'none' },
  ];
  const signed =
    test.dkim === null
      ? 'It is not signed: set mail.dkim.key and mail.dkim.selector, or see that your mail server signs.'
      : 'In the source of this mail, the line Authentication-Results should say dkim=pass, spf=pass and dmarc=pass.';
  return {
    ...frame,
    subject: `${frame.title}: a test that arrived`,
    heading: 'This mail arrived',
    blocks: [
      text(
        test.route === 'outbox'
          ? 'It is a file, because mail.smtp is not set. With a mail server it would be sent like this:'
          : 'So the mail server is set up, takes your mails, and passes them on. It was sent with:',
      ),
      { kind: 'facts', facts },
      text(signed),
      text(
        'See also that it lies in the inbox and not among the spam, and that a reply reaches you.',
      ),
    ],
  };
}

/** Something the operator should know or decide. @param lines each a paragraph. */
export function operatorNotice(frame: NoteFrame, subject: string, lines: readonly string[]): Note {
  return {
    ...frame,
    subject: `${frame.title}: ${subject}`,
    heading: subject,
    blocks: lines.map(text),
  };
}

function text(words: string): NoteBlock {
  return { kind: 'text', text: words };
}
