/** Days gone by, replayed on the command line. */
import { expect, it } from 'vitest';
import { abstractOf, pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const run = (...words: readonly string[]) => place.run([...words, '--data', 'store']);

it('backtest prints each day’s papers, tries another configuration, and says how good it was', async () => {
  const days = ['2026-10-12', '2026-10-13', '2026-10-14'];
  const subjects = ['gulls', 'otters', 'dredges'];
  for (const [at, day] of days.entries()) {
    const page = pastedPage([
      { title: `Lamp Oil and ${subjects[at]}`, abstract: abstractOf(`${subjects[at]}!`) },
      { title: `Fog Horns heard by ${subjects[at]}`, abstract: abstractOf(`${subjects[at]}`) },
    ]).replace('Oct 14', `Oct ${day.slice(-2)}`);
    await run('ingest', place.file('page.txt', page), '--date', day);
  }
  await run('subscribers', 'add', 'ada@example.org', '--topics', 'fog horns', '--limit', '1');
  const to = ['backtest', '--to', '2026-10-14'];

  const plain = await run(...to, '--days', '2');
  await run('interests', 'vote', 'Fog Horns heard by otters', '--more');
  const mine = await run(...to, '--topics', 'fog horns, -lamp', '--trend', '0%');
  const hers = await run(...to, '--for', 'ada@example.org', '--json');
  const before = await run('backtest', '--to', '2026-01-01');
  const wrong = await Promise.all([
    run(...to, '--days', 'many'),
    run(...to, '--trend', 'much'),
    run('backtest', '--to', 'today'),
  ]);

  expect(plain).toMatchObject({ code: 0, err: expect.stringContaining('nothing tells how good') });
  expect(plain.out).toContain('Wednesday, 14 October 2026: 2 of 6 papers\n');
  expect(plain.out).toMatch(
    /On 2 days \(2026-10-13 to 2026-10-14\) it would have sent \d papers\.\n$/,
  );
  expect(mine.out).toMatch(/^ +\d\. \+ .* Fog Horns heard by otters · “fog horns” in the title$/m);
  expect(mine.out).not.toContain('Lamp Oil');
  expect(mine.out).toMatch(/^liked papers shown +1 of 1 +1 of 1$/m);
  expect(mine.out).toMatch(
    /among them 1 of 1 that were liked; what trends alone would have shown 1\.\n$/,
  );
  expect(JSON.parse(hers.out)).toMatchObject({
    reader: 'ada@example.org',
    days: days.map((day, at) => ({ day, sent: [{ title: `Fog Horns heard by ${subjects[at]}` }] })),
    quality: null,
  });
  expect(before).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringContaining('paperboy ingest'),
  });
  expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(wrong[1]?.err).toContain('expected a percentage from 0%');
});
