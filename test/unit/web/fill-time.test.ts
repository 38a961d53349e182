/** The signed moment in a form. */
import { expect, test } from 'vitest';
import { createFillTimer } from '../../../src/web/fill-time.ts';

test('tells how long somebody took, for a day', () => {
  let now = 1_800_000_000_000;
  const timer = createFillTimer(() => now);
  const shown = timer.start();

  now += 4_321;
  const soon = timer.took(shown);
  now += 86_400_000;
  const late = timer.took(shown);

  expect([soon, late]).toEqual([4_321, null]);
});

test('knows nothing of moments signed by others, changed, or to come', () => {
  let now = 1_800_000_000_000;
  const timer = createFillTimer(() => now);
  const shown = timer.start();
  const [moment = '', mac = ''] = shown.split('.');
  const earlier = `${(now - 60_000).toString(36)}.${mac}`;
  const others = createFillTimer(() => now).start();

  now -= 10;

  const given = ['', earlier, others, shown, `${moment}.`, `${moment}.${mac}0`];
  expect(given.map((text) => timer.took(text))).toEqual(given.map(() => null));
});
