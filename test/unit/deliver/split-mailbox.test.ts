/** Mailboxes are taken apart into exactly the messages that were put in, however they arrive and however large. */
import { describe, expect, test } from 'vitest';
import { splitMailbox } from '../../../src/deliver/split-mailbox.ts';
import { mboxOf, plain, postfix, qmail } from './sample-reports.ts';

async function* chunksOf(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(bytes: Buffer, { size = 65_536, most = 1_000_000 } = {}) {
  const messages = [];
  for await (const message of splitMailbox(chunksOf(bytes, size), 'box', most))
    messages.push(message);
  return messages;
}

const unix = (message: Buffer) => `${message.toString('latin1').replaceAll('\r\n', '\n')}\n\n`;

describe('splitMailbox', () => {
  const letters = [
    postfix(),
    plain('a@b.example', [], 'Dear all,\n\nFrom here we see ships.\n>From there too.'),
    qmail(),
  ];

  test.each([1, 7, 100, 65_536])(
    'gives back each message of an mbox that arrives %d bytes at a time',
    async (size) => {
      const messages = await split(mboxOf(letters), { size });

      expect(messages.map(({ raw }) => raw.toString('latin1'))).toEqual(letters.map(unix));
      expect(messages.map(({ where }) => where)).toEqual([
        'box, message 1',
        'box, message 2',
        'box, message 3',
      ]);
    },
  );

  test('a single message is one, whatever stands in it', async () => {
    const letter = plain('a@b.example', [], 'Hello,\n\nFrom x Wed Oct 14 07:00:05 2026\n\n>From y');

    const messages = await split(letter, { size: 11 });

    expect(messages).toEqual([{ where: 'box', raw: letter }]);
  });

  test('a line that begins with "From" ends no message unless it is a sender and a date', async () => {
    const text =
      'From a@b.example Wed Oct 14 07:00:05 2026\nSubject: x\n\nFrom here we see ships.\n\nFrom the pier on Wed, too.\n';

    const messages = await split(Buffer.from(text));

    expect(messages).toHaveLength(1);
    expect(messages[0]?.raw.toString()).toContain('From the pier');
  });

  test('nothing in, nothing out', async () => {
    expect(await split(Buffer.alloc(0))).toEqual([]);
    expect(await split(Buffer.from('From a@b.example Wed Oct 14 07:00:05 2026\n'))).toEqual([]);
  });

  test('of a message that is too long the beginning is given, and the next one whole', async () => {
    const long = Buffer.concat([plain('a@b.example', [], 'x'), Buffer.alloc(50_000, 'paper\n')]);

    const messages = await split(mboxOf([long, letters[0]!]), { most: 4_000 });

    expect(messages.map(({ raw }) => raw.length)).toEqual([
      4_000,
      Math.min(4_000, unix(letters[0]!).length),
    ]);
  });

  test('a line that never ends is not waited for', async () => {
    const messages = await split(
      Buffer.concat([Buffer.alloc(3_000_000, 'a'), Buffer.from('\nFrom b')]),
      { most: 5_000 },
    );

    expect(messages.map(({ raw }) => raw.length)).toEqual([5_000]);
  });

  test('300 MB are read in the memory of one message', async () => {
    const piece = mboxOf([
      Buffer.concat([
        postfix(),
        Buffer.alloc(3_000_000, 'paper and ink, and what the sea gave back\n'),
      ]),
    ]);
    async function* stream() {
      for (let n = 0; n < 100; n++) yield* chunksOf(piece, 65_536);
    }
    const before = process.memoryUsage().rss;
    let [read, peak] = [0, 0];

    for await (const { raw } of splitMailbox(stream(), 'box', 1_000_000)) {
      if (raw.includes('Final-Recipient')) read++;
      peak = Math.max(peak, process.memoryUsage().rss - before);
    }

    expect(read).toBe(100);
    expect(peak).toBeLessThan(150_000_000);
  });
});
