/** The section about a reader's votes: what it says, every title as text, valid and small whatever the titles are. */
import { load } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { cleanText, shorten } from '../../../src/lib/text.ts';
import {
  type ReaderVote,
  type ReaderVotes,
  renderPreferenceVotes,
} from '../../../src/render/preference-votes.ts';
import { hostileTitles, unclean } from './hostile-titles.ts';

const action = '/preferences/1.1.x/votes';

function votesOn(titles: readonly string[]): ReaderVote[] {
  return titles.map((title, at) => ({
    ...{ key: `key-${at}`, title, value: at % 2 === 0 ? 1 : -1, day: '2026-11-03' },
    ...{ url: at % 3 === 0 ? null : `https://papers.example/${at}?a=1&b="`, isImported: false },
  }));
}

async function show(votes: Partial<ReaderVotes>, problem: string | null = null) {
  const html = await renderPreferenceVotes(
    { liked: 1, disliked: 0, likes: [], latest: votesOn(['Kites']), ...votes },
    action,
    problem,
  );
  return { html, page: load(html) };
}

const textsOf = ({ page }: Awaited<ReturnType<typeof show>>, selector: string) =>
  page(selector)
    .toArray()
    .map((one) => page(one).text());

test('one interest is a sentence, several are a list, and small ones are counted', async () => {
  const likes = Array.from({ length: 11 }, (_, at) => ({ words: [`w${at}`, 'sails'], papers: at }));

  const none = await show({ likes: [{ words: [], papers: 3 }] });
  const one = await show({ likes: [{ words: ['kites', 'wind tunnels'], papers: 12 }] });
  const many = await show({ likes });

  expect(none.page('section').text()).not.toContain('seem to like');
  expect(textsOf(one, 'p')[0]).toBe('You seem to like: kites, wind tunnels (12 papers)');
  expect(textsOf(many, 'ul:not(.votes) li')).toEqual([
    ...['w0, sails (0 papers)', 'w1, sails (1 paper)'],
    ...[2, 3, 4, 5, 6, 7].map((at) => `w${at}, sails (${at} papers)`),
    'and 3 smaller interests',
  ]);
});

test('it says of how many papers there is a vote, and whether all of them are there', async () => {
  const few = await show({ liked: 1, disliked: 0 });
  const less = await show({ liked: 0, disliked: 1 });
  const many = await show({ liked: 1_200, disliked: 7, latest: votesOn(['Kites', 'Sails']) });

  expect(few.page('section').text()).toContain('You said “more like this” of 1 paper.');
  expect(less.page('section').text()).toContain('You said “less like this” of 1 paper.');
  expect(many.page('section').text()).toContain(
    'of 1,200 papers, and “less like this” of 7 papers',
  );
  expect([textsOf(few, 'summary'), textsOf(many, 'summary')]).toEqual([
    ['Your votes'],
    ['Your last 2 votes'],
  ]);
  expect(textsOf(many, '.hint')[0]).toMatch(/^1,207 in all\. /);
});

test('every title is text in a direction of its own, with a box that is named by it', async () => {
  const titles = [...hostileTitles, ...unclean.map(([title]) => title), ' '];
  const latest = votesOn(titles);

  const shown = await show({ liked: titles.length, latest, likes: [{ words: titles, papers: 2 }] });

  const { page } = shown;
  const expected = titles.map((title) => shorten(cleanText(title), 200) || '(untitled)');
  expect(textsOf(shown, '.votes span[dir=auto]')).toEqual(expected);
  expect(textsOf(shown, 'bdi')).toEqual(titles.map(cleanText));
  expect(page('script, img, svg, b, mj-text, [onload], [onerror], [onmouseover]')).toHaveLength(0);
  for (const { key, url } of latest) {
    const box = page(`input[name=forget][value=${key}]`);
    const [title, fact] = (box.attr('aria-labelledby') ?? '').split(' ');
    expect(page(`#${title} a`).attr('href')).toBe(url ?? undefined);
    expect(page(`label#${fact}`).attr('for')).toBe(box.attr('id'));
  }
});

test('it is valid with and without a problem, and 50 long titles are less than 40 kB', async () => {
  const latest = votesOn(
    Array.from({ length: 50 }, (_, at) => `${at} ${'long words '.repeat(90)}`),
  );
  const likes = Array.from({ length: 20 }, () => ({ words: ['kites', 'sails'], papers: 2 }));
  const validate = new HtmlValidate({ extends: ['html-validate:standard'] });

  const shown = [await show({ liked: 900, latest, likes }), await show({ latest }, 'Tick <some>.')];

  for (const { html } of shown) {
    const { results } = await validate.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    expect(html.length).toBeLessThan(40_000);
  }
  const [quiet, loud] = shown.map(({ page }) => page);
  expect(quiet?.('details').attr('open')).toBeUndefined();
  expect(loud?.('details[open]')).toHaveLength(1);
  expect(loud?.('[role=alert]').text()).toBe('Tick <some>.');
  expect(loud?.('[autofocus]')).toHaveLength(1);
});
