/** A mail made for many readers is the one that would have been made for each. */
import { describe, expect, it } from 'vitest';
import { encodedSize } from '../../../src/render/encoded-size.ts';
import { renderMailForMany } from '../../../src/render/mail-for-many.ts';
import { renderMail } from '../../../src/render/render.ts';
import { digestOfTitles, richDigest, options as sampleOptions } from './sample-digest.ts';

const sampleDigest = richDigest();

describe('a mail for many readers', () => {
  it.each([
    ['a plain foot', 'You get this because a@example.org reads it.', 'https://p.example/u/1.2.3'],
    [
      'a foot with markup',
      `Because "a&b"@example.org <said> 'so' = yes`,
      'https://p.example/?a=1&b=2',
    ],
    ['a long foot', `Because ${'of this and that '.repeat(40)}`, 'https://p.example/u/1.2.3'],
    ['a mailto link', 'Because you asked.', 'mailto:a@example.org?subject=unsubscribe'],
    ['nothing to unsubscribe from', 'Because you asked.', null],
    ['a link that is none', 'Because you asked.', 'javascript:alert(1)'],
  ])('with %s is what would be made for one', async (_name, why, unsubscribe) => {
    const fill = await renderMailForMany(sampleDigest, sampleOptions);

    const { html, text } = await fill({ why, unsubscribe });

    const one = await renderMail(sampleDigest, { ...sampleOptions, why, unsubscribe });
    expect(html.join('\n')).toBe(one.html);
    expect(text.join('\n')).toBe(one.text);
  });

  it('shares what does not differ between two readers', async () => {
    const fill = await renderMailForMany(sampleDigest, sampleOptions);

    const one = await fill({ why: 'One.', unsubscribe: 'https://p.example/1' });
    const two = await fill({ why: 'Two.', unsubscribe: 'https://p.example/2' });

    expect(one.html).toHaveLength(3);
    expect([one.html[0], one.html[2]]).toEqual([two.html[0], two.html[2]]);
    expect(one.html[1]).not.toEqual(two.html[1]);
  });

  it('keeps to the size on the wire, however near to it the mail is without its foot', async () => {
    const digest = digestOfTitles(Array.from({ length: 60 }, (_, n) => `${n} ${'é'.repeat(290)}`));
    const foot = { why: 'é'.repeat(480), unsubscribe: 'https://p.example/u/1.2.3' };
    const sizes: number[] = [];

    for (let length = 0; length <= 490; length += 70) {
      const fill = await renderMailForMany(digest, {
        ...sampleOptions,
        sender: 'é'.repeat(length),
      });
      const { html } = await fill(foot);
      sizes.push(encodedSize(html.join('\n')));
    }

    expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000);
    expect(Math.max(...sizes)).toBeGreaterThan(90_000);
  });
});
