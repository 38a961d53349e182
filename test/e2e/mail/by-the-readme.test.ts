/** The README's section "By mail", step by step, with the program as it is installed and a mail server on this machine. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Place, temporaryPlace } from '../cli/run-paperboy.ts';
import { type Arrived, headerOf, type MailSink, openMailSink } from './mail-sink.ts';
import { configure, listPapers, titles } from './quay-listings.ts';

function paperboy(place: Place, sink: MailSink) {
  return (...words: string[]) => place.run(words, { env: { PAPERBOY_MAIL_SMTP: sink.url } });
}

function titlesIn(text: string | undefined): string[] {
  return titles.filter((title) => text?.replace(/\s+/g, ' ').includes(title));
}

function only(mails: readonly Arrived[]): Arrived {
  expect(mails).toHaveLength(1);
  return mails[0]!;
}

it('one address set, yourself added and one run: the digest is there, once, and the next day brings only what is new', async () => {
  const place = temporaryPlace();
  const sink = await openMailSink();
  const run = paperboy(place, sink);
  configure(place);
  listPapers(place, 0, 8);

  const tested = await run('send-test', 'you@example.org');
  const test = only(sink.take());
  const added = await run('subscribers', 'add', 'you@example.org');
  const first = await run('run', '--date', '2026-10-14');
  const digest = only(sink.take());
  const again = await run('run', '--date', '2026-10-14');
  const twice = sink.take();
  listPapers(place, 4, 12);
  const next = await run('run', '--date', '2026-10-15');
  const second = only(sink.take());

  expect([tested, added, first, again, next].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(test).toMatchObject({
    to: ['you@example.org'],
    mail: { subject: 'The Quay: a test that arrived' },
  });
  expect(added.out).toContain('The first digest comes with the next issue');
  expect(first.err).toContain(`1 mail accepted by ${sink.url}`);
  expect(digest.to).toEqual(['you@example.org']);
  expect(digest.mail.from?.name).toBe('The Quay');
  expect(digest.mail.to?.map(({ address }) => address)).toEqual(['you@example.org']);
  expect(digest.mail.subject).toMatch(/^The Quay, .*14 Oct/);
  expect(titlesIn(digest.mail.text)).toEqual(titles.slice(0, 8));
  expect(titlesIn(digest.mail.html)).toEqual(titles.slice(0, 8));
  expect(digest.raw).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(headerOf(digest, 'auto-submitted')).toBe('auto-generated');
  expect(headerOf(digest, 'list-id')).toContain('The Quay');
  expect(headerOf(digest, 'list-unsubscribe')).toMatch(/^<mailto:[^>]+>$/);
  expect(headerOf(digest, 'list-unsubscribe-post')).toBeNull();
  expect(twice).toEqual([]);
  expect(titlesIn(second.mail.text)).toEqual(titles.slice(8));
  expect(titlesIn(second.mail.html)).toEqual(titles.slice(8));
  expect(second.mail.messageId).not.toBe(digest.mail.messageId);
});

it('where more is listed than a digest holds, the next day goes on with what was left and repeats nothing', async () => {
  const place = temporaryPlace();
  const sink = await openMailSink();
  const run = paperboy(place, sink);
  configure(place, 'days: 7\n', 4);
  listPapers(place, 0, 12);
  await run('subscribers', 'add', 'you@example.org');

  await run('run', '--date', '2026-10-14');
  const first = titlesIn(only(sink.take()).mail.text);
  await run('run', '--date', '2026-10-15');
  const second = sink.take().flatMap(({ mail }) => titlesIn(mail.text));

  // Papers nearly alike are folded under one of the four.
  expect(first.length).toBeGreaterThanOrEqual(4);
  expect(first.length).toBeLessThan(12);
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((title) => first.includes(title))).toEqual([]);
});

it('with a public address one click in the mail program ends it, and the next run sends nothing', async () => {
  const place = temporaryPlace();
  const sink = await openMailSink();
  const run = paperboy(place, sink);
  configure(place);
  const served = place.start(['serve', '--port', '0', '--no-schedule']);
  let said = '';
  served.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(served, 'exit');
  while (!/ is at /.test(said) && served.exitCode === null) await sleep(20);
  configure(place, `baseUrl: ${/is at ([^\s"]+?)\/?["\s]/.exec(said)?.[1]}\n`);
  listPapers(place, 0, 8);
  await run('subscribers', 'add', 'you@example.org');
  await run('run', '--date', '2026-10-14');
  const digest = only(sink.take());
  const [, link = ''] = /^<(http[^>]+)>/.exec(headerOf(digest, 'list-unsubscribe') ?? '') ?? [];

  const looked = await fetch(link);
  const before = await run('subscribers', 'show', 'you@example.org', '--json');
  const { status } = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams(headerOf(digest, 'list-unsubscribe-post') ?? ''),
  });
  const after = await run('subscribers', 'show', 'you@example.org', '--json');
  listPapers(place, 4, 12);
  const next = await run('run', '--date', '2026-10-15');
  served.kill('SIGTERM');
  await ended;

  expect(headerOf(digest, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(digest.mail.text).toContain(link);
  expect(looked.status).toBe(200);
  expect(JSON.parse(before.out).state).toBe('confirmed');
  expect(status).toBe(200);
  expect(JSON.parse(after.out).state).toBe('unsubscribed');
  expect(next.err).toContain('issue published');
  expect(sink.take()).toEqual([]);
});
