/** R83: what every answer under an unsubscribe link forbids browsers, caches and search engines; and where the site is mounted. */
import { afterEach, describe, expect, it } from 'vitest';
import { type MailSite, openMailSite } from './mail-site.ts';

let site: MailSite;

afterEach(() => site.close());

async function everyAnswer() {
  const link = site.link(1);
  return [
    await site.ask(link),
    await site.ask(link, { method: 'HEAD' }),
    await site.ask('/unsubscribe/nonsense'),
    await site.ask(link, { method: 'DELETE' }),
    await site.ask(link, { method: 'POST', body: 'x'.repeat(70_000) }),
    await site.ask(link, { method: 'POST' }),
  ];
}

describe('the headers under unsubscribe links', () => {
  it('let nobody keep, list, frame, guess or pass on what is there', async () => {
    site = await openMailSite(1, 'https://quay.example');

    const answers = await everyAnswer();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 405, 413, 200]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
        'strict-transport-security': 'max-age=31536000',
      });
      const policy = headers['content-security-policy'];
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("form-action 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|script/);
      expect(headers['content-type']).toMatch(/^text\/(?:html|plain); ?charset=utf-8$/i);
      expect(headers.etag).toBeUndefined();
    }
  });

  it('ask for https only where the site has it', async () => {
    site = await openMailSite(1, null);

    const answers = [...(await everyAnswer()), await site.ask('/')];

    for (const { headers } of answers) {
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it('forbid forms on every other page, and say https there as well', async () => {
    site = await openMailSite(1, 'https://quay.example');

    for (const path of ['/', '/nothing.html', '/unsubscribe', '/unsubscribe/']) {
      const { headers } = await site.ask(path);

      expect(headers['content-security-policy']).toContain("form-action 'none'");
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
    }
  });
});

describe('a site below a path', () => {
  it('is found whether the proxy takes the path away or not, and links to its own home', async () => {
    site = await openMailSite(2, 'https://quay.example/papers');

    const stripped = await site.ask(site.link(1));
    const whole = await site.ask(`/papers${site.link(1)}`);
    const posted = await site.ask(`/papers${site.link(1)}`, { method: 'POST' });
    const [page, pageBelow] = [await site.ask('/index.html'), await site.ask('/papers/')];
    const elsewhere = [
      await site.ask(`/paper${site.link(2)}`),
      await site.ask(`/papers/papers${site.link(2)}`),
      await site.ask(`/papersx${site.link(2)}`),
    ];

    expect([stripped.status, whole.status, posted.status]).toEqual([200, 200, 200]);
    expect(whole.body).toBe(stripped.body);
    expect(whole.body).toContain('href="/papers/"');
    expect([page.status, pageBelow.body]).toEqual([200, page.body]);
    for (const { status, body } of elsewhere) {
      expect(status).toBe(404);
      expect(body).toContain('href="/papers/"');
    }
  });
});
