/** A run that was thought dead and is not: what another one has taken over, it neither sends nor settles. */
import { expect, test } from 'vitest';
import { openAppStore } from '../../src/pipeline/app.ts';
import { prepareDeliveries } from '../../src/pipeline/prepare-deliveries.ts';
import { makeWorld } from './mail-world.ts';

const limits = { perHour: null, perDomain: null };
const composed = { message: Buffer.from('hello'), composedAt: '2026-11-20T06:00:00Z', items: [] };

test('a claim that another run has taken over allows no hand-off, and settles nothing', async () => {
  const world = await makeWorld({ readers: 1 });
  const [old, next] = [
    await openAppStore(world.app, 'data'),
    await openAppStore(world.app, 'data'),
  ];
  await prepareDeliveries(world.app, old, world.day, { sendingDomain: 'example.com' });
  const claim = await old.deliveries.claim({ owner: 'old', limits, only: null });
  await next.deliveries.recover({ policy: 'resend', resendAfter: 0 });
  const again = await next.deliveries.claim({ owner: 'next', limits, only: null });
  if (claim.what !== 'claimed' || again.what !== 'claimed') throw new Error('not claimed');

  const mayOld = await old.deliveries.handOff(claim.delivery, composed);
  const mayNext = await next.deliveries.handOff(again.delivery, composed);
  const settledByOld = await old.deliveries.settle(
    claim.delivery,
    { to: 'rejected', reason: 'late' },
    {},
  );
  await old.deliveries.release(claim.delivery);
  const row = await next.deliveries.get(claim.delivery.id);

  await old.close();
  await next.close();
  world.remove();
  expect([mayOld, mayNext, settledByOld]).toEqual([false, true, false]);
  expect(row).toMatchObject({ state: 'handed', owner: 'next' });
});
