/** An address that must get no mail gets none, whoever says less about it later. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Suppression, SuppressionReason } from '../../../src/model/subscriber.ts';
import { engines, type TestStore } from './engines.ts';

const now = '2026-10-14T05:00:00.000Z';
const later = '2026-10-20T05:00:00.000Z';

function suppression(reason: SuppressionReason, until: string | null = null): Suppression {
  return { addressKey: 'ada@example.org', reason, detail: `because of ${reason}`, at: now, until };
}

describe.each(engines)('suppressions on $name', ({ open }) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open({ now: () => now });
  });
  afterEach(() => opened.dispose());

  test('it comes back as it was put, until it is taken back', async () => {
    const { suppressions } = opened.store;
    const given = suppression('bounce');

    await suppressions.put(given);

    expect(await suppressions.get('ada@example.org')).toEqual(given);
    expect(await suppressions.isSuppressed('ada@example.org')).toBe(true);
    expect(await suppressions.isSuppressed('ida@example.org')).toBe(false);
    expect(await suppressions.list()).toEqual([given]);
    expect(await suppressions.remove('ada@example.org')).toBe(true);
    expect(await suppressions.remove('ada@example.org')).toBe(false);
    expect(await suppressions.list()).toEqual([]);
  });

  test('one that has ended does not count, and gives way to any other', async () => {
    const { suppressions } = opened.store;
    await suppressions.put(suppression('full', '2026-10-14T05:00:00.000Z'));

    expect(await suppressions.get('ada@example.org')).toBeNull();
    expect(await suppressions.list()).toEqual([]);
    expect(await suppressions.list('2026-10-14T04:59:59.999Z')).toHaveLength(1);
    expect(await suppressions.put(suppression('full', later))).toMatchObject({ until: later });
  });

  test.each([
    ['a bounce', suppression('bounce'), suppression('full', later)],
    ['the operator’s', suppression('operator'), suppression('bounce')],
    ['a complaint', suppression('complaint'), suppression('operator')],
    ['“never”', suppression('never'), suppression('complaint')],
    ['a stronger one for ever', suppression('bounce'), suppression('never', later)],
  ])('%s is not weakened', async (_, strong, weak) => {
    const { suppressions } = opened.store;

    await suppressions.put(strong);
    const kept = await suppressions.put(weak);

    expect(kept).toEqual(strong);
    expect(await suppressions.get('ada@example.org')).toEqual(strong);
  });

  test('a stronger one takes the place of a weaker', async () => {
    const { suppressions } = opened.store;
    await suppressions.put(suppression('full', later));

    await suppressions.put(suppression('bounce'));
    await suppressions.put(suppression('never'));

    expect(await suppressions.get('ada@example.org')).toEqual(suppression('never'));
  });

  test('in whatever order they come, the end in force is never earlier than any put', async () => {
    const { suppressions } = opened.store;
    const one = fc.record({
      reason: fc.constantFrom<SuppressionReason>(
        ...(['bounce', 'complaint', 'full', 'never', 'operator'] as const),
      ),
      until: fc.constantFrom(null, later, '2026-11-20T05:00:00.000Z'),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 5 }), async (several) => {
        await suppressions.remove('ada@example.org');
        for (const { reason, until } of several) await suppressions.put(suppression(reason, until));

        const kept = await suppressions.get('ada@example.org');
        const ends = several.map(({ until }) => until);
        expect(kept?.until).toBe(ends.includes(null) ? null : ends.sort().at(-1));
      }),
      { numRuns: 100 },
    );
  });
});
