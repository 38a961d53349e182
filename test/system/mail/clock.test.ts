/** The built program under a clock that libfaketime turns: nothing goes out twice, and a wrong clock is shown. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { furnish } from '../../e2e/cli/daily-site.ts';
import { temporaryPlace } from '../../e2e/cli/run-paperboy.ts';
import { needProgram, runProgram } from '../render/run-program.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const place = temporaryPlace();
const { folder } = place;

/** Runs `paperboy` with the clock showing `moment` (UTC). */
function paperboyAt(moment: string, ...words: string[]) {
  const args = ['-f', `@${moment}`, process.execPath, program, ...words];
  const { status, stdout, stderr } = spawnSync('faketime', args, {
    ...{ cwd: folder, encoding: 'utf8', timeout: 60_000 },
    env: { PATH: process.env.PATH, HOME: folder, TZ: 'UTC' },
  });
  return { status, stdout, stderr };
}

const copies = () => {
  const outbox = join(folder, 'data', 'outbox');
  return existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith('.eml')) : [];
};

test('back two hours, three days and ten years ahead, 1970: no extra copy, and clock-suspect is shown', (context) => {
  needProgram(context, 'faketime');
  const probe = runProgram('faketime', ['-f', '@2027-10-14 00:00:00', 'date', '+%Y'], {});
  if (probe.stdout.trim() !== '2027') {
    context.skip('faketime does not work here');
  }
  furnish(place, 'hydrate:\n  enabled: false\n');
  paperboyAt('2027-10-14 05:00:00', 'subscribers', 'add', 'ada@example.org');

  const first = paperboyAt('2027-10-14 06:00:00', 'run');
  expect(first).toMatchObject({ status: 0 });
  expect(copies()).toHaveLength(1);

  for (const wrong of ['2027-10-14 04:00:00', '1970-01-02 00:00:00', '2026-10-01 00:00:00']) {
    paperboyAt(wrong, 'run');
    const stats = paperboyAt(wrong, 'stats', '--json');

    expect(stats.stdout).toContain('clock-suspect');
    expect(stats.status).toBe(1);
    expect(copies()).toHaveLength(1);
  }

  let before = 1;
  for (const ahead of ['2027-10-15 06:00:00', '2027-10-18 06:00:00', '2037-10-18 06:00:00']) {
    paperboyAt(ahead, 'run');
    const after = copies().length;
    paperboyAt(ahead, 'run');

    expect(after - before).toBeLessThanOrEqual(1);
    expect(copies()).toHaveLength(after);
    before = after;
  }
  // The day that came too early comes again: it has had its issue.
  paperboyAt('2027-10-15 06:00:00', 'run');
  expect(copies()).toHaveLength(before);
});
