/** The outbox: whole files for the owner alone, one for each message however often it is written. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOutboxChannel } from '../../../src/deliver/outbox-channel.ts';

const envelope = { from: 'paperboy@example.org', to: 'reader@example.net' };
const mail = (id: string, text = 'hello') =>
  Buffer.from(`Subject: x\r\nMessage-ID: ${id}\r\n\r\nMessage-ID: <in@the.body>\r\n${text}\r\n`);
const goAhead = async () => true;

let parent = '';
let folder = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'outbox-'));
  folder = join(parent, 'outbox');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const send = (message: Buffer, handOff = goAhead, to = envelope.to) =>
  createOutboxChannel(folder)
    .openLink()
    .send({ ...envelope, to }, message, handOff);

test('a message becomes a file that only its owner reads', async () => {
  const outcome = await send(mail('<7.abc@paperboy.example>'));

  const file = join(folder, '7.abc@paperboy.example.eml');
  expect(outcome).toEqual({
    what: 'accepted',
    reply: { code: 250, enhanced: null, text: `written to ${file}` },
  });
  expect(await readFile(file)).toEqual(mail('<7.abc@paperboy.example>'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('the same message again replaces its file; another has its own', async () => {
  await send(mail('<7.abc@paperboy.example>'));
  await send(mail('<7.abc@paperboy.example>', 'again'));
  await send(mail('<8.abc@paperboy.example>'));

  expect(await readdir(folder)).toHaveLength(2);
});

test.each([
  '<../../up@example.org>',
  '<.hidden@example.org>',
  '<a/b@example.org>',
  `<${'x'.repeat(400)}@e.org>`,
  'none',
])('the id %s stays in the folder', async (id) => {
  const outcome = await send(mail(id));

  expect(outcome.what).toBe('accepted');
  expect(await readdir(parent)).toEqual(['outbox']);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\w@-][\w@.-]{0,150}\.eml$/)]);
});

test('without leave nothing is written', async () => {
  const error = new Error('no');

  expect(await send(mail('<1@e.org>'), async () => false)).toEqual({ what: 'withdrawn' });
  expect(await send(mail('<1@e.org>'), () => Promise.reject(error))).toEqual({
    what: 'failed',
    error,
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a recipient who is no plain address is refused', async () => {
  const outcome = await send(mail('<1@e.org>'), goAhead, 'a@e.org, b@e.org');

  expect(outcome).toMatchObject({ what: 'refused', reply: { code: 501 } });
});

test('a folder that cannot be made is lost before the hand-over', async () => {
  await writeFile(folder, 'a file in its place');
  let asked = 0;

  const outcome = await send(mail('<1@e.org>'), async () => {
    asked += 1;
    return true;
  });

  expect(outcome).toMatchObject({ what: 'lost', handed: false });
  expect(asked).toBe(0);
});

test('a file that cannot be written after the hand-over is put off, as by a full server', async () => {
  const outcome = await send(mail('<1@e.org>'), async () => {
    await rm(folder, { recursive: true });
    return true;
  });

  expect(outcome).toMatchObject({ what: 'refused', stage: 'dot', reply: { code: 452 } });
});
