/** A mail made for many readers is the one that would have been made for each. */
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { encodedSize } from '../../../src/render/encoded-size.ts';
import {
  type MailFoot,
  type PiecedMail,
  renderMailForMany,
} from '../../../src/render/mail-for-many.ts';
import { renderMail } from '../../../src/render/render.ts';
import { digestOfTitles, richDigest, options as sampleOptions } from './sample-digest.ts';

const sampleDigest = richDigest();

function footOf(site: string, reader: string): MailFoot {
  return {
    why: `You get this because ${reader}@example.org reads it.`,
    unsubscribe: `${site}/unsubscribe/1.${reader}.3`,
    preferences: `${site}/preferences/1.${reader}.4`,
    votes: `${site}/vote/1.${reader}.5/`,
  };
}
const plain = footOf('https://p.example', 'a');

function joined(pieces: PiecedMail['html']): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.lines)).join('\n');
}

describe('a mail for many readers', () => {
  it.each<[string, Partial<MailFoot>]>([
    ['a plain foot', {}],
    [
      'a foot with markup',
      {
        why: `Because "a&b"@example.org <said> 'so' = yes`,
        unsubscribe: 'https://p.example/?a=1&b=2',
        preferences: 'https://p.example/?c=3&d=4',
        votes: 'https://p.example/?e=5&key=',
      },
    ],
    ['a long foot', { why: `Because ${'of this and that '.repeat(40)}` }],
    [
      'a mailto link alone',
      { unsubscribe: 'mailto:a@example.org', preferences: null, votes: null },
    ],
    ['nothing to unsubscribe from', { unsubscribe: null, preferences: null, votes: null }],
    ['preferences without votes', { votes: null }],
    ['votes without preferences', { preferences: null }],
    ['a link that is none', { unsubscribe: 'javascript:alert(1)' }],
    ['votes that are no address', { votes: 'javascript:alert(1)' }],
    ['the sign that strings are filled in by', { why: 'Because $& and $1 and $$.' }],
  ])('with %s is what would be made for one, whoever came first', async (_name, more) => {
    const foot = { ...plain, ...more };

    for (const first of [sampleOptions, { ...sampleOptions, ...foot }]) {
      const fill = await renderMailForMany(sampleDigest, first);
      const { html, text } = await fill(foot);

      const one = await renderMail(sampleDigest, { ...sampleOptions, ...foot });
      expect(joined(html)).toBe(one.html);
      expect(joined(text)).toBe(one.text);
    }
  });

  it('shares what does not differ between two readers', async () => {
    const fill = await renderMailForMany(sampleDigest, sampleOptions);

    const one = await fill(footOf('https://p.example', 'one'));
    const two = await fill(footOf('https://p.example', 'two'));

    for (const part of ['html', 'text'] as const) {
      const own = one[part].filter((piece) => typeof piece === 'string');
      expect(one[part]).toHaveLength(two[part].length);
      for (const [index, piece] of one[part].entries()) {
        if (typeof piece === 'string') expect(two[part][index]).not.toBe(piece);
        else expect(two[part][index]).toBe(piece);
      }
      expect(own.join('').length).toBeLessThan(joined(one[part]).length / 8);
    }
  });

  it('holds nothing of one reader in the mail of another', async () => {
    const fill = await renderMailForMany(sampleDigest, {
      ...sampleOptions,
      ...footOf('https://p.example', 'first'),
    });
    await fill(footOf('https://p.example', 'second'));

    const { html, text } = await fill(footOf('https://p.example', 'third'));

    const both = joined(html) + joined(text);
    expect(both).not.toMatch(/first|second|\.invalid/);
    expect(both.match(/1\.third\./g)).toHaveLength(14 + 2 + 14 + 2);
  });

  it.each([
    ['Latin letters', 'w'],
    ['quotation marks', '"'],
    ['equals signs', '='],
    ['CJK characters', '字'],
  ])(
    'of the largest size in %s keeps to both limits for every reader, and is still made once for all',
    async (_name, character) => {
      const titles = Array.from({ length: 400 }, (_, n) => `${n} ${character.repeat(280)}`);
      const site = `https://papers.example/${'deep/'.repeat(20)}`;
      const fill = await renderMailForMany(digestOfTitles(titles), {
        ...sampleOptions,
        ...footOf(site, '1'),
      });

      for (const reader of ['1', 'zzzz', 'somebody.with.a.name.of.sixty.letters.and.some.more']) {
        const { html } = await fill({
          ...footOf(site, reader.slice(0, 4)),
          why: `You get this digest because ${reader}@example.org is subscribed to Paperboy.`,
        });

        const whole = joined(html);
        expect(Buffer.byteLength(whole)).toBeLessThanOrEqual(90_000);
        expect(encodedSize(whole)).toBeLessThanOrEqual(100_000);
        expect(html.length).toBeGreaterThan(10);
        expect(load(whole)('a[href*="/vote/"]').length).toBe(load(whole)('h3').length);
      }
    },
  );

  it('keeps to the limits where a reader’s addresses are far longer than the first one’s', async () => {
    const titles = Array.from({ length: 400 }, (_, n) => `${n} ${'w'.repeat(280)}`);
    const fill = await renderMailForMany(digestOfTitles(titles), { ...sampleOptions, ...plain });

    const { html } = await fill(footOf(`https://p.example/${'deep/'.repeat(60)}`, 'a'));

    expect(Buffer.byteLength(joined(html))).toBeLessThanOrEqual(90_000);
    expect(encodedSize(joined(html))).toBeLessThanOrEqual(100_000);
  });
});
