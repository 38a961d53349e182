/** The built program under a clock that libfaketime turns: nothing goes out twice, and a wrong clock is shown. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { needProgram, runProgram } from '../render/run-program.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-clock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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

function furnish(): void {
  const entries = ['Tides', 'Lamps', 'Gulls'].map(
    (word, n) =>
      `${word} Measured in ${n + 3} Ways\nhttps://arxiv.org/abs/2611.0000${n + 1}\nA study of ${word.toLowerCase()} along a harbour wall, by day and by night.\n`,
  );
  writeFileSync(join(folder, 'first.txt'), entries.join('\n'));
  writeFileSync(
    join(folder, 'paperboy.yaml'),
    'title: The Quay\ntimezone: UTC\nhydrate: false\nsources: [first.txt]\n',
  );
}

test('back two hours, three days and ten years ahead, 1970: no extra copy, and clock-suspect is shown', (context) => {
  needProgram(context, 'faketime');
  const probe = runProgram('faketime', ['-f', '@2027-03-01 00:00:00', 'date', '+%Y'], {});
  if (probe.stdout.trim() !== '2027') {
    context.skip('faketime does not work here');
  }
  furnish();
  paperboyAt('2027-03-01 05:00:00', 'subscribers', 'add', 'ada@example.org', '--confirmed');

  const first = paperboyAt('2027-03-01 06:00:00', 'run');
  expect(first.stderr).not.toContain('clock');
  expect(copies()).toHaveLength(1);

  for (const wrong of ['2027-03-01 04:00:00', '1970-01-02 00:00:00', '2026-10-01 00:00:00']) {
    paperboyAt(wrong, 'run');
    const stats = paperboyAt(wrong, 'stats', '--json');

    expect(stats.stdout).toContain('clock-suspect');
    expect(stats.status).toBe(1);
    expect(copies()).toHaveLength(1);
  }

  for (const ahead of ['2027-03-02 06:00:00', '2027-03-05 06:00:00', '2037-03-05 06:00:00']) {
    paperboyAt(ahead, 'run');
    const after = copies().length;
    paperboyAt(ahead, 'run');

    expect(copies()).toHaveLength(after);
  }
  // The listing never changed: whatever the clock showed, each of its papers was sent once.
  expect(copies()).toHaveLength(1);
});
