/** The pages behind unsubscribe links: one thing each, a button only where it does something, nothing of theirs as markup. */
import { load } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { renderUnsubscribePage } from '../../../src/render/unsubscribe-page.ts';

const address = 'j…@example.org';
const options = { title: 'The Quay', home: '/papers/' };

test.each([
  { what: 'ask', address, heading: 'Unsubscribe?', buttons: 1 },
  { what: 'done', address, heading: 'You are unsubscribed', buttons: 0 },
  { what: 'already', address, heading: 'You are already unsubscribed', buttons: 0 },
  { what: 'removed', heading: 'You get no mail from us', buttons: 0 },
  { what: 'unknown', heading: 'This link does not work', buttons: 0 },
  { what: 'busy', heading: 'Please try again in a minute', buttons: 0 },
] as const)('“$what” is valid HTML that says “$heading”', async ({ heading, buttons, ...news }) => {
  const html = await renderUnsubscribePage(news, options);

  const page = load(html);
  const { results } = await new HtmlValidate({
    extends: ['html-validate:standard'],
  }).validateString(html);
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  expect(page('h1').text()).toBe(heading);
  expect(page('title').text()).toBe(`${heading} – The Quay`);
  expect(page('form[method=post]:not([action]) button')).toHaveLength(buttons);
  expect(page('.mast a').attr('href')).toBe('/papers/');
  expect(page('main').text().includes(address)).toBe('address' in news);
  expect(page('script, img, link, iframe')).toHaveLength(0);
});

test('the name of the site is text, whatever stands in it', async () => {
  const title = 'Fish & <b>Chips</b> "daily"';

  const page = load(await renderUnsubscribePage({ what: 'ask', address }, { ...options, title }));

  expect(page('.mast').text()).toBe(title);
  expect(page('b').text()).toBe(address);
});
