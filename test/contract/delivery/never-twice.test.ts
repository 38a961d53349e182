/** No reader meets a paper twice, however often it is listed, whatever it is merged into, whichever mail failed. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/model/paper.ts';
import { hour, openPress, type Press, papers } from './press.ts';

let press: Press;
beforeEach(async () => {
  press = await openPress();
});
afterEach(() => press.close());

const first = Date.parse('2026-11-02T05:00:00.000Z');
const dayOf = (n: number) => new Date(first + n * 24 * hour).toISOString().slice(0, 10);
const keys = (...numbers: number[]) => papers(...numbers).map(({ key }) => key);

/** The day's papers listed, its issue published and sent; returns what the mails of the day showed. */
async function dayWith(n: number, listed: readonly Paper[]): Promise<string[]> {
  press.at(new Date(first + n * 24 * hour).toISOString());
  if (listed.length > 0) await press.list(dayOf(n), listed);
  await press.publish(dayOf(n));
  await press.deliver();
  const today = (await press.deliveries()).filter(({ issueDay }) => issueDay === dayOf(n));
  return today.flatMap(({ id, state }) => (state === 'accepted' ? press.itemsOf(id) : [])).sort();
}

/** Papers of a day that were not there yet when its issue came out. */
async function late(day: string, listed: readonly Paper[]): Promise<void> {
  press.pass(hour);
  await press.list(day, listed);
  await press.store.verdicts.record({
    ...{ source: 'morning-list', day, verdict: 'fresh', why: 'late', new: listed.length },
  });
}

describe('a paper that was sent', () => {
  test('is not sent again when it is listed on later days and by other sources', async () => {
    await press.reader('ada');

    expect(await dayWith(0, papers(1, 2))).toEqual(keys(1, 2));
    expect(await dayWith(1, papers(1, 3))).toEqual(keys(3));
    expect(await dayWith(2, papers(1, 2, 3, 4))).toEqual(keys(4));
  });

  test('is not sent again under the key it was merged into', async () => {
    await press.reader('ada');
    await dayWith(0, papers(1));
    await press.list(dayOf(1), papers(2, 3));

    await press.store.papers.merge(keys(2)[0]!, keys(1)[0]!, 'the same work');

    expect(await dayWith(1, papers(2, 3))).toEqual(keys(3));
  });

  test('is not sent again after two merges in a row', async () => {
    await press.reader('ada');
    await dayWith(0, papers(1));
    await press.list(dayOf(1), papers(2, 3, 4));
    await press.store.papers.merge(keys(2)[0]!, keys(1)[0]!, 'the same work');
    await press.store.papers.merge(keys(3)[0]!, keys(2)[0]!, 'the same work');

    expect(await dayWith(1, papers(3, 4))).toEqual(keys(4));
  });

  test('is not sent again once a merge is undone; the other of the two is', async () => {
    await press.reader('ada');
    await dayWith(0, papers(1));
    await press.list(dayOf(1), papers(2));
    await press.store.papers.merge(keys(2)[0]!, keys(1)[0]!, 'the same work');
    const [merge] = await press.store.merges.of(keys(2)[0]!);
    await press.store.splits.split(merge?.number ?? 0);

    expect(await dayWith(1, papers(1, 2))).toEqual(keys(2));
  });

  test('is not sent again by another version of its arXiv number', async () => {
    await press.reader('ada');
    await dayWith(0, papers(1));
    const [again, other] = papers(1, 2);

    expect(
      await dayWith(1, [{ ...again!, abstract: 'Said anew in a second version.' }, other!]),
    ).toEqual(keys(2));
  });
});

describe('a digest that failed', () => {
  test.each([
    ['a refusal', '550 5.7.1 no', 0],
    ['a mail put off until it was too late', '451 4.7.1 later', 21],
  ])('by %s gives its papers to the next one', async (_, say, hours) => {
    await press.reader('ada');
    press.server.judge = () => ({ at: 'dot', say });
    await dayWith(0, papers(1));
    press.pass(hours * hour);
    await press.deliver();
    press.server.judge = () => 'take';

    expect(await dayWith(1, papers(2))).toEqual(keys(1, 2));
  });

  test('without an answer keeps its papers: a copy may have arrived', async () => {
    await press.close();
    press = await openPress({ PAPERBOY_MAIL_POLICY: 'hold' });
    await press.reader('ada');
    press.server.judge = () => 'vanish';
    await dayWith(0, papers(1));
    press.server.judge = () => 'take';
    press.pass(hour);

    expect(await dayWith(1, papers(2))).toEqual(keys(2));
    expect((await press.deliveries())[0]).toMatchObject({ state: 'uncertain' });
  });

  test.each([
    ['was put off until it was too late', '451 4.7.1 later', 21, 'uncertain'],
    ['was refused the second time', '550 5.7.1 no', 1, 'rejected'],
  ])('without an answer keeps its papers also where it %s', async (_, say, hours, state) => {
    await press.reader('ada');
    press.server.judge = () => 'vanish';
    await dayWith(0, papers(1));
    press.server.judge = () => ({ at: 'dot', say });
    press.pass(hour);
    await press.deliver({ byHand: true });
    press.pass(hours * hour);
    await press.deliver();
    press.server.judge = () => 'take';

    expect(await dayWith(1, papers(2))).toEqual(keys(2));
    expect((await press.deliveries())[0]).toMatchObject({ state, uncertainCount: 1 });
  });

  test('gives back the papers of a day that came in late as well', async () => {
    await press.close();
    press = await openPress({ PAPERBOY_DAYS: '1' });
    await press.reader('ada');
    await dayWith(0, papers(1));
    await late(dayOf(0), papers(2));
    press.server.judge = () => ({ at: 'rcpt', say: '550 5.7.1 no' });
    await dayWith(1, papers(3));
    press.server.judge = () => 'take';

    expect(await dayWith(2, papers(4))).toEqual(keys(2, 3, 4).sort());
  });
});

describe('a day without anything new', () => {
  test('is left out, noted, or filled with the best that was not had, as the reader chose', async () => {
    await press.close();
    press = await openPress({ PAPERBOY_DAYS: '1' });
    for (const emptyDays of ['skip', 'note', 'best'] as const) {
      await press.reader(emptyDays, { emptyDays, limit: 2 });
    }
    await dayWith(0, papers(1, 2, 3, 4, 5));
    press.tamper(
      `INSERT INTO issues (day, title, published_at, digest, state)
       SELECT '${dayOf(1)}', title, '${dayOf(1)}T05:00:00.000Z', digest, 'open' FROM issues`,
    );

    press.at(`${dayOf(1)}T05:00:00.000Z`);
    await press.deliver();

    const had = async (name: string) =>
      (await press.deliveries())
        .filter(({ address }) => address.startsWith(`${name}@`))
        .map(({ id, state }) => [state, press.itemsOf(id).length]);
    expect(await had('skip')).toEqual([
      ['accepted', 2],
      ['skipped', 0],
    ]);
    expect(await had('note')).toEqual([
      ['accepted', 2],
      ['accepted', 0],
    ]);
    expect(await had('best')).toEqual([
      ['accepted', 2],
      ['accepted', 2],
    ]);
    const best = await press.store.subscribers.find('best@example.org');
    expect(await press.store.deliveries.papersSent(best?.id ?? 0)).toHaveLength(4);
  });
});

test('over random days of listings, merges, interests and failures no paper comes twice', async () => {
  const day = fc.record({
    listed: fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 6 }),
    merge: fc.option(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))),
    answers: fc.array(fc.constantFrom('take', 'refuse', 'put off', 'vanish'), {
      ...{ minLength: 1, maxLength: 4 },
    }),
  });
  const limits = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 3, maxLength: 6 }), limits, async (days, cut) => {
      await press.close();
      press = await openPress();
      for (const [n, limit] of cut.entries()) {
        const emptyDays = n === 0 ? 'best' : 'skip';
        await press.reader(`reader${n}`, { limit, emptyDays });
      }
      for (const [n, { listed, merge, answers }] of days.entries()) {
        let asked = 0;
        press.server.judge = () => {
          const answer = answers[asked++ % answers.length];
          if (answer === 'refuse') return { at: 'dot', say: '550 5.7.1 no' };
          if (answer === 'put off') return { at: 'dot', say: '451 4.7.1 later' };
          return answer === 'vanish' ? 'vanish' : 'take';
        };
        await press.store.meta.set('mail-resumed-at', '9999-01-01T00:00:00.000Z');
        await dayWith(n, papers(...listed));
        if (merge !== null) await mergeWhereKnown(merge);
        press.pass(hour);
        await press.deliver({ byHand: true });
      }
      await expectNothingTwice();
    }),
    { numRuns: 10 },
  );
});

async function mergeWhereKnown([a, b]: readonly [number, number]): Promise<void> {
  const [keep = '', drop = ''] = keys(a, b);
  const known = await press.store.papers.get([keep, drop]);
  if (known.size === 2 && a !== b) await press.store.papers.merge(keep, drop, 'the same work');
}

/** By the keys of that time; a paper merged later into one that was sent too was another paper then. */
async function expectNothingTwice(): Promise<void> {
  const seen = new Map<string, string>();
  for (const { id, state, subscriberId, issueDay } of await press.deliveries()) {
    if (state !== 'accepted' && state !== 'uncertain') continue;
    for (const key of press.itemsOf(id)) {
      const mark = `${subscriberId} ${key}`;
      expect([mark, seen.get(mark)]).toEqual([mark, undefined]);
      seen.set(mark, issueDay ?? '');
    }
  }
}
