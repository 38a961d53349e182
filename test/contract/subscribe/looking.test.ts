/** R75: what the pages ask for when they are only looked at leaves every row of a real database as it was. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signToken } from '../../../src/lib/tokens.ts';
import { hour, papers } from '../delivery/press.ts';
import { allRows } from '../web/mail-site.ts';
import { type Desk, openDesk } from './desk.ts';

let at: Desk;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(() => at.close());

it('every page, looked at three times, whoever its reader is', async () => {
  await at.press.list('2026-11-16', papers(1, 2));
  await at.press.publish('2026-11-16');
  at.press.pass(hour);
  const [in_, asked, left] = ['in@example.org', 'asked@example.org', 'left@example.org'];
  for (const address of [in_, asked, left]) await at.submit(address, { words: { format: 'text' } });
  const confirm = await at.token('confirm', asked);
  for (const address of [in_, left]) await at.desk.confirm(await at.token('confirm', address));
  const [key] = await at.press.store.secrets.all();
  await at.press.store.subscribers.unsubscribe(3);
  await at.desk.askForDataLink(signToken(key, 'preferences', 1));
  const data = await at.token('data', in_);
  const paper = papers(1)[0]!.key;
  await at.press.store.votes.put(1, paper, 1);
  await at.press.store.votes.put(2, paper, -1);
  const before = allRows(at.file());

  const seen = [];
  for (let time = 0; time < 3; time++) {
    seen.push(await at.desk.lookUpConfirm(confirm), await at.desk.lookUpData(data));
    seen.push(await at.desk.exportData(data));
    for (const id of [1, 2, 3]) {
      const preferences = signToken(key, 'preferences', id);
      seen.push(await at.desk.preferences(preferences));
      seen.push(await at.desk.votes(preferences));
      seen.push(await at.desk.preview(preferences, { topics: 'tides', limit: '1' }));
      seen.push(await at.desk.lookUpNever(signToken(key, 'never', id)));
      seen.push(await at.desk.lookUpVote(signToken(key, 'vote', id), paper));
    }
  }

  expect(seen).toHaveLength(3 * (3 + 3 * 5));
  expect(seen).not.toContain(null);
  expect(seen).not.toContainEqual({ what: 'unknown' });
  expect(before.subscribers).toHaveLength(3);
  expect(before.votes).toHaveLength(2);
  expect(allRows(at.file())).toEqual(before);
});
