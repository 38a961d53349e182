/** A mail by hand that does not go at once: what the person who sent it is told. */
import { expect, test } from 'vitest';
import { sendTest } from '../../../src/pipeline/send-by-hand.ts';
import { openPress } from './press.ts';

test('a rate limit that is reached is named, with its end', async () => {
  const press = await openPress({}, 'sources: []\nmail:\n  perHour: 1\n');
  await sendTest(press.app, press.store, 'ada@example.org');

  const second = sendTest(press.app, press.store, 'bob@example.org');

  await expect(second).rejects.toMatchObject({
    code: 'MAIL_FAILED',
    message: expect.stringContaining('a rate limit is reached until 2026-11-16T06:00Z'),
  });
  await press.close();
});
