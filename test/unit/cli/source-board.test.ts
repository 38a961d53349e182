/** The board of sources, read off a screen that understands what is written to it. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SourceBoard } from '../../../src/cli/source-board.ts';
import { displayWidth } from '../../../src/lib/display-width.ts';
import { Screen } from './screen.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  vi.stubEnv('TERM', 'xterm');
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function open(names: readonly string[], { columns = 80, rows = 24 } = {}) {
  const screen = new Screen(columns, rows);
  return { screen, board: new SourceBoard(names, { quiet: false, stream: screen }) };
}

test('each source has a line from the beginning', () => {
  const { screen } = open(['Harbour List', 'Tide']);

  expect(screen.text).toEqual(['Harbour List  waiting', 'Tide          waiting']);
});

test('a known length is a bar with its share and speed, kept up to date in place', () => {
  const { screen, board } = open(['Harbour', 'Tide']);
  board.bytes('Tide', 0, 400_000);
  vi.advanceTimersByTime(1_000);
  board.bytes('Tide', 100_000, 400_000);
  vi.advanceTimersByTime(1_000);

  board.bytes('Tide', 200_000, 400_000);
  vi.advanceTimersByTime(100);

  expect(screen.text).toEqual([
    'Harbour  waiting',
    `Tide     ${'█'.repeat(10)}${'░'.repeat(10)}   50%  95 kB/s`,
  ]);
});

test('an unknown length is a mark that moves with the bytes and stands still without them', () => {
  const { screen, board } = open(['Tide']);
  const marks = new Set<string>();
  const look = () => marks.add(/[█░]+/.exec(screen.text[0]!)?.[0] ?? '');
  for (let step = 1; step <= 5; step++) {
    board.bytes('Tide', step * 300_000, null);
    vi.advanceTimersByTime(100);
    look();
  }
  const moved = marks.size;

  vi.advanceTimersByTime(2_000);
  look();

  expect(moved).toBeGreaterThanOrEqual(4);
  expect([...marks].every((mark) => mark.replaceAll('░', '') === '███')).toBe(true);
  expect(marks.size).toBe(moved);
  expect(screen.text[0]).toMatch(/1\.5 MB {2}\d+ kB\/s$/);
});

test('a speed falls while nothing comes', () => {
  const { screen, board } = open(['Tide']);
  const speed = () => Number(/([\d.]+) kB\/s/.exec(screen.text[0]!)?.[1]);
  board.bytes('Tide', 0, 900_000);
  vi.advanceTimersByTime(500);
  board.bytes('Tide', 500_000, 900_000);
  vi.advanceTimersByTime(100);
  const before = speed();

  vi.advanceTimersByTime(5_000);

  expect(speed()).toBeLessThan(before / 5);
});

test('a second try is measured from its own first bytes', () => {
  const { screen, board } = open(['Tide']);
  board.bytes('Tide', 0, 900_000);
  board.bytes('Tide', 800_000, 900_000);
  vi.advanceTimersByTime(10_000);

  board.bytes('Tide', 10_000, 900_000);
  vi.advanceTimersByTime(1_000);

  expect(screen.text[0]).toMatch(/ 1% {2}0\.0 kB\/s$/);
});

test('the verdicts are left standing, in the words they were given', () => {
  const { screen, board } = open(['Harbour', 'Tide']);
  board.bytes('Harbour', 900_000, 900_000);
  board.done('Harbour', '12 entries');
  board.done('Tide', 'the connection was cut');
  board.verdict('Harbour', 'fresh (12 new)');

  board.end();
  screen.write('the next note\n');

  expect(screen.text).toEqual([
    'Harbour  fresh (12 new)',
    'Tide     the connection was cut',
    'the next note',
  ]);
});

test('at the end it says whose verdict stands there whole', () => {
  const { board } = open(['Harbour', 'Tide', 'Gull'], { columns: 40 });
  board.verdict('Harbour', 'fresh (12 new)');
  board.verdict('Tide', `broken (${'nobody answers, '.repeat(4)})`);
  board.done('Gull', '12 entries');

  expect([...board.end()]).toEqual(['Harbour']);
  expect([...board.end()]).toEqual([]);
});

test('once ended it draws no more', () => {
  const { screen, board } = open(['Tide']);
  board.verdict('Tide', 'quiet');
  board.end();
  const { length } = screen.writes;

  board.verdict('Tide', 'fresh');
  vi.advanceTimersByTime(1_000);
  board.end();

  expect(screen.writes).toHaveLength(length);
});

test('it draws at most ten times a second, however much comes, and not at all without news', () => {
  const { screen, board } = open(['Tide']);
  for (let step = 1; step <= 5_000; step++) {
    board.bytes('Tide', step * 1_000, null);
    if (step % 5 === 0) vi.advanceTimersByTime(1);
  }
  const busy = screen.writes.length;
  board.verdict('Tide', 'fresh');
  vi.advanceTimersByTime(200);
  const judged = screen.writes.length;

  vi.advanceTimersByTime(10_000);

  expect(busy).toBeGreaterThan(8);
  expect(busy).toBeLessThanOrEqual(11);
  expect(screen.writes).toHaveLength(judged);
});

test('of more sources than rows the last are shown, and all of them at the end', () => {
  const names = Array.from({ length: 30 }, (_, number) => `Harbour ${number}`);
  const { screen, board } = open(names, { rows: 10 });
  screen.writes.length = 0;
  for (const name of names) {
    board.bytes(name, 100, null);
    vi.advanceTimersByTime(100);
  }
  const during = screen.window;

  for (const name of names) board.verdict(name, 'quiet');
  board.end();

  expect(during.filter((row) => row !== '')).toHaveLength(9);
  expect(during[8]).toMatch(/^Harbour 29 .*kB/);
  expect(screen.text).toEqual(names.map((name) => `${name.padEnd(10)}  quiet`));
});

test('lines above the board are never drawn over', () => {
  const screen = new Screen(60, 6);
  screen.write('one\ntwo\nthree\nfour\n');
  const board = new SourceBoard(['a', 'b', 'c'], { quiet: false, stream: screen });
  for (const name of ['a', 'b', 'c', 'd']) {
    board.done(name, 'read');
    vi.advanceTimersByTime(100);
  }

  board.end();

  const lines = ['a', 'b', 'c', 'd'].map((name) => `${name}  read`);
  expect(screen.text).toEqual(['one', 'two', 'three', 'four', ...lines]);
});

test('a window made narrower or lower keeps every line within it', () => {
  const { screen, board } = open(['Harbour List of the North', 'Tide'], { columns: 70 });
  board.bytes('Tide', 1_000, 2_000);
  vi.advanceTimersByTime(100);
  screen.columns = 24;
  screen.rows = 2;
  const before = screen.writes.length;
  vi.advanceTimersByTime(100);

  board.verdict('Tide', 'fresh (12 new; 15 entries, 3 known)');
  board.end();

  // Wrapped by the terminal, the old lines may take any number of rows: nothing above is touched.
  expect(screen.writes[before]).not.toMatch(/\x1b\[\d+A/);
  expect(screen.text.slice(-2)).toEqual(['Harbour…   waiting', 'Tide       fresh (12 n…']);
});

test('a terminal that shows a bar wider than it was reckoned does not wrap it', () => {
  const screen = new Screen(50, 10, (grapheme) => ('█░'.includes(grapheme) ? 2 : 1));
  const board = new SourceBoard(['Harbour', 'Tide'], { quiet: false, stream: screen });
  for (let step = 1; step <= 5; step++) {
    board.bytes('Harbour', step * 1_000, 5_000);
    vi.advanceTimersByTime(100);
  }

  board.verdict('Harbour', 'quiet');
  board.end();
  screen.write('w'.repeat(60));

  expect(screen.text.slice(0, 2)).toEqual(['Harbour  quiet', 'Tide     waiting']);
  expect(screen.text.slice(2)).toEqual(['w'.repeat(50), 'w'.repeat(10)]);
});

test('control characters of names and verdicts never reach the terminal', () => {
  const { screen, board } = open(['Ti\x1b[2Jde\r\n\x07']);

  board.verdict('Ti\x1b[2Jde\r\n\x07', 'broken (\x1b]0;x\x07\u202eno\nanswer\x9b31m)');
  board.end();

  expect(screen.text).toEqual(['Ti[2Jde  broken (]0;xno answer31m)']);
});

test('no line is wider than the window, whatever the names and the width', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 50 });

  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 90 }),
      (names, columns) => {
        const { screen, board } = open(names, { columns });
        vi.advanceTimersByTime(300);
        board.bytes(names[0]!, 123_456, columns % 2 === 0 ? null : 999_999);
        vi.advanceTimersByTime(300);
        const during = screen.writes.join('');
        board.verdict(names[0]!, `fresh ${names.join(' ')}`);
        board.end();

        const drawn = (during + screen.writes.at(-1)).replaceAll(/\x1b\[\??\d*[A-Za-z]|\r/g, '');
        for (const line of drawn.split('\n')) expect(displayWidth(line)).toBeLessThan(columns + 1);
        expect(screen.text.length).toBeLessThanOrEqual(names.length);
      },
    ),
    { seed: 7, numRuns: 60 },
  );
});

test('a verdict has its colour where colour is wanted, and none with NO_COLOR', () => {
  vi.stubEnv('NO_COLOR', '');
  const { screen, board } = open(['Tide']);

  board.verdict('Tide', 'broken (nobody answers)');
  board.end();

  expect(screen.writes.at(-1)).toContain('Tide  \x1b[31mbroken (nobody answers)\x1b[39m');
  vi.stubEnv('NO_COLOR', '1');
  expect(open(['Tide']).screen.writes.join('')).not.toContain('m');
});

test.each([
  ['in a pipe', { isTTY: false, quiet: false, term: 'xterm' }],
  ['with --quiet', { isTTY: true, quiet: true, term: 'xterm' }],
  ['on a terminal that cannot move its cursor', { isTTY: true, quiet: false, term: 'dumb' }],
])('%s it writes nothing', (_, { isTTY, quiet, term }) => {
  vi.stubEnv('TERM', term);
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) };
  const board = new SourceBoard(['Tide'], { quiet, stream });

  board.bytes('Tide', 1, 2);
  vi.advanceTimersByTime(1_000);
  board.verdict('Tide', 'fresh');
  board.end();

  expect(written).toEqual([]);
  expect(board.shown).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
