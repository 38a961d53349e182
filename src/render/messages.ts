/** What the pages behind links say, one message for each outcome. */
import type { Message, MessageForm } from './message-page.ts';

/** What may have become of a link to confirm. */
export type ConfirmNews =
  | { readonly what: 'ask' | 'done' | 'already' | 'waiting'; readonly address: string }
  | { readonly what: 'unknown' | 'old' };

const unchanged = 'Nothing changes until you press the button.';

/** The one answer to every form that can be read: it says nothing of the address. */
export const checkYourMail: Message = {
  heading: 'Now look into your mail',
  paragraphs: [
    { before: 'If mail may go to that address, one is on its way, with a button to confirm.' },
    {
      before:
        'Nothing after half an hour? Look where your mail program puts what it does not trust, and whether the address was right. Who gets the digest already, or has asked for one a short while ago, gets no second mail.',
    },
  ],
};

export const unknownLink: Message = {
  heading: 'This link does not work',
  paragraphs: [
    {
      before:
        'Perhaps it lost a piece on its way, or it is too old. Please follow the link in the mail itself, or copy the whole of it; if that does not help, the link in a newer mail.',
    },
  ],
  small: 'Nothing was changed.',
};

export const closedSubscribing: Message = {
  heading: 'By invitation',
  paragraphs: [
    { before: 'There is no subscribing on this page: whoever runs it adds new readers by hand.' },
  ],
};

export const busyNow: Message = {
  heading: 'Please try again in a minute',
  paragraphs: [{ before: 'We are busy with something else, and could not do it yet.' }],
  small: 'Nothing was changed.',
};

export const fromElsewhere: Message = {
  heading: 'Please do that on this site',
  paragraphs: [
    {
      before:
        'This form was sent by a page of another site, so nothing was done. If it was you, open the page here and send it again.',
    },
  ],
  small: 'Nothing was changed.',
};

export const unreadableForm: Message = {
  heading: 'That could not be read',
  paragraphs: [{ before: 'What was sent is no form of this site. Please go back and try again.' }],
  small: 'Nothing was changed.',
};

export const tooLargeForm: Message = {
  heading: 'That is too much',
  paragraphs: [
    { before: 'What was sent is more than a form here can hold. Please go back and shorten it.' },
  ],
  small: 'Nothing was changed.',
};

/**
 * @param title the site's name.
 * @param consent the words agreed to with the button.
 */
export function confirmMessage(news: ConfirmNews, title: string, consent: string): Message {
  switch (news.what) {
    case 'ask':
      return {
        heading: 'Shall it begin?',
        paragraphs: [
          { before: `${title} would be mailed to `, address: news.address, after: '.' },
          { before: `“${consent}”` },
        ],
        forms: [{ buttons: [{ label: 'Yes, subscribe me' }] }],
        small: `${unchanged} If it was not you who asked, leave it: no more mail comes.`,
      };
    case 'done':
      return {
        heading: 'You are subscribed',
        paragraphs: [
          {
            before: `${title} goes to `,
            address: news.address,
            after: '. The current issue is on its way.',
          },
          { before: 'Each mail has a link to all your preferences, and one to unsubscribe.' },
        ],
      };
    case 'already':
      return {
        heading: 'You are subscribed already',
        paragraphs: [
          {
            before: `${title} goes to `,
            address: news.address,
            after: '. There is nothing left to do.',
          },
        ],
      };
    case 'waiting':
      return {
        heading: 'Thank you, that is noted',
        paragraphs: [
          {
            before: `Whoever runs ${title} looks at new readers before the first mail goes to `,
            address: news.address,
            after: '. There is nothing left for you to do.',
          },
        ],
      };
    case 'old':
      return {
        heading: 'This link is too old',
        paragraphs: [
          {
            before:
              'Links to confirm are good for three days, and a newer one takes the place of an older one. Please subscribe again to get another.',
          },
        ],
        small: 'Nothing was changed.',
      };
    case 'unknown':
      return unknownLink;
  }
}

/** @param title the site's name. */
export function neverMessage(what: 'ask' | 'done', title: string): Message {
  if (what === 'ask') {
    return {
      heading: 'Not you?',
      paragraphs: [
        {
          before: `Somebody gave your address to ${title}. Press the button, and no mail comes to it ever again, whoever asks.`,
        },
      ],
      forms: [{ buttons: [{ label: 'Never mail me' }] }],
      small: `${unchanged} Without it no more mail comes either, unless somebody asks again.`,
    };
  }
  return {
    heading: 'No mail, ever',
    paragraphs: [
      { before: `${title} sends nothing to your address any more, whoever asks for it.` },
    ],
  };
}

export interface DataMessage {
  /** Masked. */
  readonly address: string;
  readonly canMove: boolean;
  /** The path of the site. */
  readonly home: string;
  readonly token: string;
  /** Beside what is to be ticked before erasing. */
  readonly unsure?: string | null;
  /** A new address as it was typed, and what is wrong with it. */
  readonly typed?: { readonly value: string; readonly problem: string } | null;
}

export function dataMessage(page: DataMessage): Message {
  const action = `${page.home}/data/${page.token}`;
  const move: MessageForm = {
    action,
    field: {
      ...{ name: 'address', label: 'New address', type: 'email' },
      hint: 'A link to confirm is mailed there, and nothing changes before.',
      value: page.typed?.value ?? '',
      problem: page.typed?.problem ?? null,
    },
    buttons: [{ label: 'Change my address', name: 'change', value: '1', second: true }],
  };
  return {
    heading: 'Your data',
    paragraphs: [
      { before: 'This is for ', address: page.address, after: '.' },
      {
        before:
          'Take along everything that is kept about you, as a JSON file; or have it erased: then no mail comes any more, and nothing is left but a number from which your address cannot be read, so that no mail is sent to it by mistake.',
      },
      ...(page.canMove
        ? [{ before: 'Or have your mail sent to another address: all that you chose stays.' }]
        : []),
    ],
    forms: [
      { action, buttons: [{ label: 'Download my data', name: 'export', value: '1' }] },
      ...(page.canMove ? [move] : []),
      {
        action,
        sure: 'Yes, erase everything. It cannot be taken back.',
        problem: page.unsure ?? null,
        buttons: [{ label: 'Erase my data', name: 'erase', value: '1', second: true }],
      },
    ],
    small: 'This page works for an hour from the mail that brought you here.',
  };
}

/** The one answer to every new address that can be read: it says nothing of whose it is. */
export const addressAsked: Message = {
  heading: 'Now look into your mail',
  paragraphs: [
    {
      before:
        'If mail may go to the new address, a link to confirm is on its way there, good for a day. Until then everything stays as it is.',
    },
    {
      before:
        'Nothing after half an hour? Look where your mail program puts what it does not trust, and whether the address was right. An address that was asked a short while ago gets no second mail.',
    },
  ],
};

/** What may have become of a link to change an address. */
export type AddressNews =
  | { readonly what: 'ask'; readonly address: string; readonly from: string }
  | { readonly what: 'done' | 'already' | 'taken'; readonly address: string }
  | { readonly what: 'old'; readonly canRefuse: boolean }
  | { readonly what: 'never' | 'unknown' };

const refusing: MessageForm = {
  buttons: [{ label: 'Not me: never mail me', name: 'never', value: '1', second: true }],
};

/**
 * @param title the site's name.
 * @param consent the words agreed to with the button.
 */
export function addressMessage(news: AddressNews, title: string, consent: string): Message {
  switch (news.what) {
    case 'ask':
      return {
        heading: 'Shall mail come here?',
        paragraphs: [
          { before: `${title} goes to `, address: news.from, after: ' now.' },
          { before: 'It would go to ', address: news.address, after: ' instead.' },
          { before: `“${consent}”` },
        ],
        forms: [
          { buttons: [{ label: 'Yes, mail me here', name: 'change', value: '1' }] },
          refusing,
        ],
        small: `${unchanged} If it was not you who asked, leave it: no more mail comes.`,
      };
    case 'done':
      return {
        heading: 'Your address is changed',
        paragraphs: [
          { before: `${title} goes to `, address: news.address, after: ' from now on.' },
          { before: 'All that you chose stays, and the links in your earlier mails still work.' },
        ],
      };
    case 'already':
      return {
        heading: 'Your address is changed already',
        paragraphs: [
          {
            before: `${title} goes to `,
            address: news.address,
            after: '. There is nothing left to do.',
          },
        ],
      };
    case 'taken':
      return {
        heading: 'This address is taken',
        paragraphs: [
          {
            before: 'There is a reader with the address ',
            address: news.address,
            after: ' already, so the other one was not changed to it.',
          },
          {
            before:
              'Are both yours? Then the link to unsubscribe, in any mail to the other address, ends the mail there.',
          },
        ],
        small: 'Nothing was changed.',
      };
    case 'old':
      return {
        heading: 'This link is too old',
        paragraphs: [
          {
            before:
              'Links to change an address are good once and for a day, and a newer one takes the place of an older one. Please ask for another on the page about your data.',
          },
        ],
        ...(news.canRefuse ? { forms: [refusing] } : {}),
        small: 'Nothing was changed.',
      };
    case 'never':
      return neverMessage('done', title);
    case 'unknown':
      return unknownLink;
  }
}

export const erased: Message = {
  heading: 'Everything is erased',
  paragraphs: [
    {
      before:
        'Nothing is kept about you any more, and no mail comes. A mail that was on its way already may still arrive.',
    },
  ],
};

/** The same whether or not the link that asked was a good one. */
export const dataLinkSent: Message = {
  heading: 'Now look into your mail',
  paragraphs: [{ before: 'A link to your data is on its way to your address, good for an hour.' }],
  small: 'Who has asked a short while ago gets no second one.',
};

export const dataLinkAsked: Message = {
  heading: 'Your data',
  paragraphs: [
    {
      before:
        'A link to see or erase what is kept about you, or to change your address, is sent to your own address, good for an hour.',
    },
  ],
  forms: [{ buttons: [{ label: 'Mail me the link' }] }],
};

export interface Vote {
  readonly title: string;
  readonly url: string | null;
  readonly value: 1 | -1 | 0;
}

/** @param isNew after a press of a button. */
export function voteMessage({ title, url, value }: Vote, isNew: boolean): Message {
  const said = value === 1 ? 'more like this' : 'less like this';
  const buttons = [
    { label: 'More like this', name: 'value', value: '1', second: value === 1 },
    { label: 'Less like this', name: 'value', value: '-1', second: value !== 1 },
  ];
  const paper = { before: '', address: title, href: url };
  if (isNew) {
    return {
      heading: `Noted: ${said}`,
      paragraphs: [paper, { before: 'It counts when your next papers are picked.' }],
      forms: [{ buttons: buttons.filter((button) => button.value !== String(value)) }],
      small: 'Changed your mind? The last one counts.',
    };
  }
  const before = value === 0 ? [] : [{ before: `You have said: ${said}.` }];
  return {
    heading: 'More of this, or less?',
    paragraphs: [paper, ...before],
    forms: [{ buttons }],
    small: `${unchanged} Votes are kept for picking your papers, and for nothing else.`,
  };
}
