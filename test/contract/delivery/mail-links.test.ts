/** R85: where the links of mails lead. Straight to papers, or to the reader's own pages; nothing is counted on the way. */
import { load } from 'cheerio';
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, it } from 'vitest';
import { preferencesUrl, unsubscribeUrl, voteUrl } from '../../../src/lib/site-address.ts';
import { readToken, type TokenKey } from '../../../src/lib/tokens.ts';
import { noInterests } from '../../../src/model/interests.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { openPress, type Press, papers } from './press.ts';

const site = 'https://quay.example/papers';
const day = '2026-11-16';

let press: Press;
afterEach(() => press.close());

interface Sent {
  readonly html: string;
  readonly text: string;
  /** What HTML links to, with the words of each link. */
  readonly links: readonly { readonly url: string; readonly words: string }[];
}

const listed: readonly Paper[] = papers(1, 2, 3, 4).map((paper, index) => ({
  ...paper,
  links: {
    abstract: `https://archive.example/abs/${index}?a=1&b=2`,
    pdf: `https://archive.example/pdf/${index}`,
    listing: index === 2 ? null : `https://listing.example/${index}`,
    code: `https://code.example/${index}`,
  },
}));

/** An issue of four papers for these readers: their ids, and what each was sent. */
async function sendIssue(
  baseUrl: string | null,
  names: readonly string[],
  muted: readonly string[] = [],
) {
  press = await openPress(baseUrl === null ? {} : { PAPERBOY_BASE_URL: baseUrl });
  const ids: number[] = [];
  for (const name of names) {
    const format = name === 'plain' ? ('text' as const) : ('html' as const);
    const interests = { ...noInterests, muted };
    ids.push(await press.reader(name, { format, interests, emptyDays: 'note' }));
  }
  await press.list(day, listed);
  await press.publish(day);
  await press.deliver();
  const [key] = await press.store.secrets.all();
  const mails = new Map<string, Sent>();
  for (const { to, text } of press.server.copies) {
    mails.set(to.split('@')[0] ?? '', await opened(text));
  }
  return { ids, key, mails };
}

async function opened(copy: string): Promise<Sent> {
  const { html = '', text = '' } = await PostalMime.parse(copy);
  const $ = load(html);
  const links = $('a').toArray();
  return {
    ...{ html, text },
    links: links.map((link) => ({ url: $(link).attr('href') ?? '', words: $(link).text() })),
  };
}

function ownLinks(key: TokenKey, id: number): string[] {
  return [
    ...listed.map((paper) => voteUrl(site, key, id, paper.key)),
    preferencesUrl(site, key, id),
    unsubscribeUrl(site, key, id),
  ];
}

describe('the links of a digest', () => {
  it('lead straight to the papers, or to pages of the reader’s own and to nobody else’s', async () => {
    const { ids, key, mails } = await sendIssue(site, ['ada', 'bo', 'cy']);

    for (const [index, name] of ['ada', 'bo', 'cy'].entries()) {
      const { links } = mails.get(name) ?? { links: [] };
      const urls = links.map(({ url }) => url);
      const straight = listed.flatMap((paper) =>
        Object.values(paper.links).filter((url) => url !== null),
      );
      expect(new Set(urls)).toEqual(new Set([...straight, ...ownLinks(key, ids[index] ?? 0)]));
      for (const { url, words } of links) {
        const isOurs = url.startsWith(`${site}/`);
        expect([words, isOurs]).toEqual([words, /^(More|Your pref|Unsub)/.test(words)]);
      }
    }
  });

  it('take no address along, carry no mark, and load nothing', async () => {
    const { mails } = await sendIssue(site, ['ada']);
    const { html, links } = mails.get('ada') ?? { html: '', links: [] };

    const ours = links.map(({ url }) => url).filter((url) => url.startsWith(site));
    expect(ours.length).toBe(listed.length + 2);
    for (const url of ours) {
      const { search, hash, pathname } = new URL(url);
      expect([search, hash]).toEqual(['', '']);
      expect(pathname).toMatch(
        /^\/papers\/(?:(?:unsubscribe|preferences)\/[0-9a-z.]+|vote\/[0-9a-z.]+\/[a-z2-7]{12})$/,
      );
    }
    const $ = load(html);
    expect($('img, iframe, script, link, object, embed, video, audio, [background]')).toHaveLength(
      0,
    );
    expect(html).not.toMatch(/utm_|url\(|@import|\bping=/i);
    expect($('body').text()).toContain('No tracking: no open or click counting in this mail.');
  });

  it('open with a token for one purpose each', async () => {
    const { ids, key, mails } = await sendIssue(site, ['ada']);

    for (const purpose of ['unsubscribe', 'preferences', 'vote'] as const) {
      const link = mails.get('ada')?.links.find(({ url }) => url.includes(`/${purpose}/`))?.url;
      const token = link?.split(`/${purpose}/`)[1]?.split('/')[0] ?? '';
      for (const other of ['unsubscribe', 'preferences', 'vote', 'data', 'never'] as const) {
        expect(readToken([key], other, token)).toBe(other === purpose ? ids[0] : null);
      }
    }
  });

  it('in the text part are the papers’ with a vote each, the preferences and the way to leave', async () => {
    const { ids, key, mails } = await sendIssue(site, ['plain', 'ada']);

    for (const [index, name] of ['plain', 'ada'].entries()) {
      const { text, html } = mails.get(name) ?? { text: '', html: '' };
      const id = ids[index] ?? 0;
      expect(html === '').toBe(name === 'plain');
      expect(text).toContain(`\nYour preferences: ${preferencesUrl(site, key, id)}\n`);
      expect(text).toContain(`\nUnsubscribe: ${unsubscribeUrl(site, key, id)}\n`);
      for (const paper of listed) {
        expect(text).toContain(paper.links.abstract);
        expect(text).toContain(`    like this? ${voteUrl(site, key, id, paper.key)}\n`);
      }
      expect(text.match(/\/vote\//g)).toHaveLength(listed.length);
    }
  });

  it('are the papers’ alone in personal mode, with a mail to leave', async () => {
    const { mails } = await sendIssue(null, ['ada']);
    const { html, text, links } = mails.get('ada') ?? { html: '', text: '', links: [] };

    const others = links.filter(({ url }) => !/^https:\/\/\w+\.example\//.test(url));
    expect(links.length).toBeGreaterThan(10);
    expect(others.map(({ words }) => words)).toEqual(['Unsubscribe']);
    expect(others[0]?.url).toMatch(/^mailto:/);
    expect(html + text).not.toMatch(/preferences|More or less|like this|\/vote\//i);
  });
});

describe('the mail of an empty day', () => {
  it('leads to the preferences as well', async () => {
    const words = ['deness', 'finess', 'goness', 'huness'];
    const { ids, key, mails } = await sendIssue(site, ['ada'], words);

    const { links, text } = mails.get('ada') ?? { links: [], text: '' };
    const id = ids[0] ?? 0;
    expect(links.map(({ url }) => url)).toEqual([
      preferencesUrl(site, key, id),
      unsubscribeUrl(site, key, id),
    ]);
    expect(text).toContain(`\nYour preferences: ${preferencesUrl(site, key, id)}\n`);
  });
});
