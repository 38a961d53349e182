/** A body gives its bytes only with leave, and none after its end. */
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { lazyBody } from '../../../src/deliver/lazy-body.ts';

test('leave is asked once, at the first read, and then every byte comes', async () => {
  const message = Buffer.from('all work '.repeat(30_000));
  let asked = 0;
  const body = lazyBody(message, {
    mayBegin: async () => {
      asked += 1;
      return true;
    },
    onPiece: () => {},
  });

  expect(asked).toBe(0);
  expect(await text(body)).toBe(message.toString());
  expect(asked).toBe(1);
});

test('a body ended while leave is asked begins no more', async () => {
  let pieces = 0;
  let give: (may: boolean) => void = () => {};
  const body = lazyBody(Buffer.from('hello'), {
    mayBegin: () =>
      new Promise((resolve) => {
        give = resolve;
      }),
    onPiece: () => {
      pieces += 1;
    },
  });
  body.resume();
  await new Promise((resolve) => setImmediate(resolve));

  body.destroy();
  give(true);
  await new Promise((resolve) => setImmediate(resolve));

  expect(pieces).toBe(0);
});
