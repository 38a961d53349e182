/** Every transition of a mail in the ledger: from where it may come, who may do it, and what it leaves behind. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, Settlement } from '../../../src/model/delivery.ts';
import { composedOf, hours, type Ledger, minutes, openLedger, start } from './ledger.ts';

let ledger: Ledger;
let ada: number;
beforeEach(async () => {
  ledger = await openLedger();
  [ada = 0] = await ledger.addReaders('ada@example.org');
});
afterEach(() => ledger.close());

const later = (milliseconds: number) => new Date(Date.parse(start) + milliseconds).toISOString();
const state = async ({ id }: Delivery) => (await ledger.store.deliveries.get(id))?.state;
const outcomes = async ({ id }: Delivery) =>
  (await ledger.store.deliveries.attempts(id)).map(({ outcome }) => outcome);
const putOff: Settlement = {
  ...{ to: 'ready', reason: 'come later', notBefore: later(minutes(9)) },
  ...{ putOff: true, unanswered: false },
};
const unanswered: Settlement = { ...putOff, putOff: false, unanswered: true };

describe('planning', () => {
  test('a mail of the same key is planned once, and stays as it was', async () => {
    const first = await ledger.plan(ada, { dedupeKey: 'one' });

    const second = await ledger.plan(ada, { dedupeKey: 'one', address: 'eve@example.org' });

    expect(second).toEqual(first);
    expect(first).toMatchObject({ state: 'ready', attempt: 0, notBefore: first.dueAt });
    expect(first.messageId).toMatch(/^<[0-9a-f]{32}@paper\.example>$/);
  });

  test('a batch counts only what is new', async () => {
    const { deliveries } = ledger.store;
    const row = (n: number) => ({
      ...{ kind: 'digest' as const, dedupeKey: `row:${n}`, subscriberId: n, issueDay: null },
      ...{ address: `r${n}@example.org`, dueAt: start, expiresAt: later(hours(1)) },
    });
    await deliveries.plan([row(1), row(2)], 'paper.example');

    const added = await deliveries.plan([1, 2, 3].map(row), 'paper.example');

    expect(added).toBe(1);
  });
});

describe('handing over', () => {
  test('the bytes, the papers and the moment are kept before it returns', async () => {
    const { deliveries } = ledger.store;
    const { id } = await ledger.plan(ada);
    const claimed = await ledger.claim();

    const allowed = await deliveries.handOff(claimed!, composedOf(['a', 'b', 'a'], 'the bytes'));

    expect(allowed).toBe(true);
    expect(await deliveries.get(id)).toMatchObject({ state: 'handed', handedAt: start });
    expect(await deliveries.composed(id)).toEqual(composedOf(['a', 'b'], 'the bytes'));
    expect((await deliveries.attempts(id)).map(({ handedAt }) => handedAt)).toEqual([start]);
  });

  test('a run that does not own the claim may not', async () => {
    await ledger.plan(ada);
    const claimed = await ledger.claim();

    const other = await ledger.store.deliveries.handOff(
      { ...claimed!, owner: 'another run' },
      composedOf(),
    );

    expect(other).toBe(false);
    expect(await state(claimed!)).toBe('claimed');
  });

  test('what was handed over is not handed over a second time', async () => {
    await ledger.plan(ada);
    const claimed = await ledger.claim();
    await ledger.store.deliveries.handOff(claimed!, composedOf());

    expect(await ledger.store.deliveries.handOff(claimed!, composedOf())).toBe(false);
    expect(await outcomes(claimed!)).toEqual(['handed over']);
  });

  test('who unsubscribed after the claim gets nothing', async () => {
    await ledger.plan(ada);
    const claimed = await ledger.claim();
    await ledger.store.subscribers.unsubscribe(ada);

    const allowed = await ledger.store.deliveries.handOff(claimed!, composedOf(['a']));

    expect(allowed).toBe(false);
    expect(await ledger.store.deliveries.get(claimed!.id)).toMatchObject({
      ...{ state: 'skipped', reason: 'the reader has unsubscribed', handedAt: null },
    });
    expect(await ledger.store.deliveries.papersSent(ada)).toEqual([]);
  });

  test('a mail that goes out again has the bytes and the papers of the first time', async () => {
    const { deliveries } = ledger.store;
    await ledger.plan(ada);
    const first = await ledger.handOver(['a']);
    await deliveries.settle(first, putOff, { code: 451 });
    ledger.pass(minutes(9));
    const again = await ledger.claim();

    await deliveries.handOff(again!, composedOf(['b'], 'other bytes'));

    expect(await deliveries.composed(first.id)).toEqual(composedOf(['a']));
    expect(await deliveries.papersSent(ada)).toEqual(['a']);
  });
});

describe('settling', () => {
  test('accepted is an end, with what the server said', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();

    const settled = await ledger.store.deliveries.settle(
      handed,
      { to: 'accepted', reason: null },
      { stage: 'dot', code: 250, enhanced: '2.0.0', text: 'queued as 4711' },
    );

    expect(settled).toBe(true);
    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'accepted', owner: null, doneAt: start, replyCode: 250 },
      ...{ enhanced: '2.0.0', reply: 'queued as 4711' },
    });
    expect(await ledger.store.deliveries.composed(handed.id)).toBeNull();
  });

  test('an end cannot be settled again', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();
    await ledger.store.deliveries.settle(handed, { to: 'accepted', reason: null }, {});

    const again = await ledger.store.deliveries.settle(
      handed,
      { to: 'rejected', reason: 'no' },
      {},
    );

    expect(again).toBe(false);
    expect(await state(handed)).toBe('accepted');
  });

  test('another run may not settle it', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();

    const other = { ...handed, owner: 'another run' };
    expect(await ledger.store.deliveries.settle(other, putOff, {})).toBe(false);
    expect(await state(handed)).toBe('handed');
  });

  test('put off, it waits until its moment and counts one try', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();

    await ledger.store.deliveries.settle(handed, putOff, { code: 451 });

    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'ready', attempt: 1, uncertainCount: 0, owner: null, doneAt: null },
      notBefore: later(minutes(9)),
    });
    ledger.pass(minutes(9) - 1);
    expect(await ledger.claim()).toBeNull();
    ledger.pass(1);
    expect((await ledger.claim())?.id).toBe(handed.id);
  });

  test('unanswered once it may go again, unanswered for good it is the operator who decides', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();
    await ledger.store.deliveries.settle(handed, unanswered, {});
    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'ready', attempt: 0, uncertainCount: 1 },
    });
    ledger.pass(minutes(9));
    const again = await ledger.handOver();

    await ledger.store.deliveries.settle(again, { to: 'uncertain', reason: 'no answer' }, {});

    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'uncertain', uncertainCount: 2 },
    });
    expect(await ledger.store.deliveries.composed(handed.id)).not.toBeNull();
  });
});

describe('releasing', () => {
  test('a claim whose mail was not begun is ready again, as it was', async () => {
    const before = await ledger.plan(ada);
    const claimed = await ledger.claim();

    await ledger.store.deliveries.release({ ...claimed!, owner: 'another run' });
    expect(await state(claimed!)).toBe('claimed');
    await ledger.store.deliveries.release(claimed!);

    expect(await ledger.store.deliveries.get(before.id)).toEqual(before);
  });

  test('what was handed over is not released', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();

    await ledger.store.deliveries.release(handed);

    expect(await state(handed)).toBe('handed');
  });
});

describe('after a kill', () => {
  const resendAfter = minutes(15);

  test.each(['resend', 'hold'] as const)(
    '%s: what was only claimed is ready again',
    async (policy) => {
      const before = await ledger.plan(ada);
      await ledger.claim();

      const found = await ledger.store.deliveries.recover({ policy, resendAfter });

      expect(found).toEqual({ freed: 1, unanswered: 0 });
      expect(await ledger.store.deliveries.get(before.id)).toEqual(before);
    },
  );

  test('resend: what was handed over goes out once more, a quarter of an hour after the first time', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver(['a']);
    ledger.pass(minutes(3));

    await ledger.store.deliveries.recover({ policy: 'resend', resendAfter });

    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'ready', uncertainCount: 1, owner: null, notBefore: later(minutes(15)) },
    });
    expect(await ledger.store.deliveries.papersSent(ada)).toEqual(['a']);
  });

  test('resend: a second time it is uncertain', async () => {
    await ledger.plan(ada);
    await ledger.handOver();
    await ledger.store.deliveries.recover({ policy: 'resend', resendAfter });
    ledger.pass(minutes(15));
    const again = await ledger.handOver();

    await ledger.store.deliveries.recover({ policy: 'resend', resendAfter });

    expect(await state(again)).toBe('uncertain');
    expect(await ledger.claim()).toBeNull();
  });

  test('hold: what was handed over is uncertain at once, and stays so', async () => {
    await ledger.plan(ada);
    const handed = await ledger.handOver();

    await ledger.store.deliveries.recover({ policy: 'hold', resendAfter });
    await ledger.store.deliveries.recover({ policy: 'hold', resendAfter });

    expect(await ledger.store.deliveries.get(handed.id)).toMatchObject({
      ...{ state: 'uncertain', uncertainCount: 1, owner: null },
    });
    expect(await outcomes(handed)).toHaveLength(2);
  });
});

describe('expiring', () => {
  test('one millisecond before it may go, at the moment itself it may not', async () => {
    const planned = await ledger.plan(ada);
    ledger.pass(hours(20) - 1);
    expect(await ledger.store.deliveries.expire()).toBe(0);
    const claimed = await ledger.claim();
    expect(claimed?.id).toBe(planned.id);
    await ledger.store.deliveries.release(claimed!);

    ledger.pass(1);

    expect(await ledger.claim()).toBeNull();
    expect(await ledger.store.deliveries.expire()).toBe(1);
    expect(await state(planned)).toBe('expired');
  });

  test('what is under way or at an end does not expire', async () => {
    const [ben = 0, cem = 0] = await ledger.addReaders('ben@example.org', 'cem@example.org');
    for (const id of [ada, ben, cem]) await ledger.plan(id);
    await ledger.claim();
    await ledger.handOver();
    const last = await ledger.handOver();
    await ledger.store.deliveries.settle(last, { to: 'accepted', reason: null }, {});

    ledger.pass(hours(30));

    expect(await ledger.store.deliveries.expire()).toBe(0);
  });

  test('superseding ends only what waits', async () => {
    const [ben = 0] = await ledger.addReaders('ben@example.org');
    const under = await ledger.plan(ada);
    await ledger.claim();
    const waiting = await ledger.plan(ben);

    await ledger.store.deliveries.supersede([under.id, waiting.id]);

    expect([await state(under), await state(waiting)]).toEqual(['claimed', 'expired']);
  });
});

describe('what the operator decides', () => {
  async function uncertain(): Promise<Delivery> {
    await ledger.plan(ada);
    const handed = await ledger.handOver(['a']);
    await ledger.store.deliveries.settle(handed, { to: 'uncertain', reason: 'no answer' }, {});
    return handed;
  }

  test('it arrived: an end, and written down who said so', async () => {
    const row = await uncertain();

    expect(await ledger.store.deliveries.resolve(row.id, 'accepted', later(hours(1)))).toBe(true);

    expect(await state(row)).toBe('accepted');
    expect((await outcomes(row)).at(-1)).toBe('resolved by the operator: accepted');
    expect(await ledger.store.deliveries.resolve(row.id, 'resend', later(hours(1)))).toBe(false);
  });

  test('it did not: the same bytes go out again, though its time was over, and once', async () => {
    const row = await uncertain();
    ledger.pass(hours(48));

    await ledger.store.deliveries.resolve(row.id, 'resend', later(hours(60)));

    expect((await outcomes(row)).at(-1)).toBe('resolved by the operator: resend');
    expect(await ledger.store.deliveries.expire()).toBe(0);
    expect((await ledger.claim())?.id).toBe(row.id);
    expect(await ledger.store.deliveries.composed(row.id)).toEqual(composedOf(['a']));
    await ledger.store.deliveries.handOff({ ...row, owner: 'this run' }, composedOf(['b']));
    await ledger.store.deliveries.recover({ policy: 'resend', resendAfter: 0 });
    expect(await state(row)).toBe('uncertain');
  });

  test.each(['ready', 'claimed', 'handed', 'accepted', 'rejected', 'expired', 'skipped'])(
    'one that is %s is not theirs to resolve',
    async (now) => {
      const row = await uncertain();
      ledger.tamper(`UPDATE deliveries SET state = '${now}'`);

      expect(await ledger.store.deliveries.resolve(row.id, 'resend', later(1))).toBe(false);
      expect(await ledger.store.deliveries.resolve(row.id, 'accepted', later(1))).toBe(false);
      expect(await state(row)).toBe(now);
    },
  );
});

test.each([
  ['rejected', false],
  ['expired', false],
  ['skipped', false],
  ['accepted', true],
  ['handed', true],
  ['uncertain', true],
  ['ready', true],
])('a digest that is %s keeps its papers from later ones: %s', async (now, keeps) => {
  await ledger.plan(ada);
  const row = await ledger.handOver(['a', 'b']);

  ledger.tamper(`UPDATE deliveries SET state = '${now}' WHERE id = ${row.id}`);

  expect(await ledger.store.deliveries.papersSent(ada)).toEqual(keeps ? ['a', 'b'] : []);
  expect(await ledger.store.deliveries.papersSent(ada + 1)).toEqual([]);
});

test('mail to an address is found whatever its capitals', async () => {
  const { id } = await ledger.plan(ada, { address: 'Ada.L@example.org' });

  const found = await ledger.store.deliveries.list({ address: 'ada.l@Example.org', limit: 10 });

  expect(found.map((row) => row.id)).toEqual([id]);
});
