/** The page behind the unsubscribe link of a mail: whose mails end, one button, and what came of it. */
import { loadTemplate } from './template.ts';

/** Addresses are masked. */
export type UnsubscribeNews =
  | { readonly what: 'ask'; readonly address: string }
  | { readonly what: 'done'; readonly address: string }
  | { readonly what: 'already'; readonly address: string }
  | { readonly what: 'removed' }
  | { readonly what: 'unknown' }
  | { readonly what: 'busy' };

export interface UnsubscribePageOptions {
  /** The site's name. */
  readonly title: string;
  /** Where its latest issue is, e.g. `/`. */
  readonly home: string;
}

/** An address may stand in the middle of it. */
interface Paragraph {
  readonly before: string;
  readonly address: string | null;
  readonly after: string;
}

interface Wording {
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
  readonly button: string | null;
  readonly small: string;
}

/** @throws PaperboyError TEMPLATE_INVALID when templates/notice.hbs has been damaged. */
export async function renderUnsubscribePage(
  news: UnsubscribeNews,
  { title, home }: UnsubscribePageOptions,
): Promise<string> {
  const fill = await loadTemplate('notice');
  const wording = wordingOf(news, title);
  return fill({ ...wording, title, home, pageTitle: `${wording.heading} – ${title}` });
}

function wordingOf(news: UnsubscribeNews, title: string): Wording {
  const comingBack = 'If you would like it back one day, ask whoever runs it to add you again.';
  switch (news.what) {
    case 'ask':
      return {
        heading: 'Unsubscribe?',
        paragraphs: [
          {
            before: `${title} is mailed to `,
            address: news.address,
            after: '. Press the button, and no more mail comes to this address.',
          },
        ],
        button: 'Unsubscribe',
        small: 'Nothing changes until you press it.',
      };
    case 'done':
      return {
        heading: 'You are unsubscribed',
        paragraphs: [
          {
            before: `${title} sends no more mail to `,
            address: news.address,
            after: '. Only a mail that was on its way already may still arrive.',
          },
        ],
        button: null,
        small: comingBack,
      };
    case 'already':
      return {
        heading: 'You are already unsubscribed',
        paragraphs: [
          {
            before: `${title} sends no mail to `,
            address: news.address,
            after: '. There is nothing left to do.',
          },
        ],
        button: null,
        small: comingBack,
      };
    case 'removed':
      return {
        heading: 'You get no mail from us',
        paragraphs: [
          plain(
            `The address that this link was made for is no longer on the list of ${title}. There is nothing left to do.`,
          ),
        ],
        button: null,
        small: comingBack,
      };
    case 'unknown':
      return {
        heading: 'This link does not work',
        paragraphs: [
          plain(
            'Perhaps it lost a piece on its way. Please follow the link in the mail itself, or copy the whole of it.',
          ),
          plain(
            'Does it still not work? Try the link in a newer mail, or ask whoever runs this to take you off the list.',
          ),
        ],
        button: null,
        small: 'Nothing was changed.',
      };
    case 'busy':
      return {
        heading: 'Please try again in a minute',
        paragraphs: [
          plain('We are busy with something else, and could not take you off the list yet.'),
        ],
        button: null,
        small: 'Nothing was changed.',
      };
  }
}

function plain(text: string): Paragraph {
  return { before: text, address: null, after: '' };
}
