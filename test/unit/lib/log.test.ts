/** A log as programs read it, one object a line, and as people do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLog } from '../../../src/lib/log.ts';

const now = () => new Date('2026-11-21T07:00:00Z');

function openTape(isJson: boolean) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) };
  return { log: openLog({ isJson, stream, now }), all: () => written.join('') };
}

test('a line is an object with the moment, the level, the message and what else is known', () => {
  const { log, all } = openTape(true);

  log.write('warn', 'the quay is closed', { code: 'FETCH_FAILED', papers: 3, hint: undefined });

  expect(all()).toBe(
    '{"time":"2026-11-21T07:00:00.000Z","level":"warn","message":"the quay is closed","code":"FETCH_FAILED","papers":3}\n',
  );
});

test('on a terminal it is a sentence', () => {
  const { log, all } = openTape(false);

  log.write('info', 'the quay is open', { day: '2026-11-21' });
  log.write('warn', 'fog over the quay');
  log.write('error', 'the quay is gone');

  expect(all()).toBe('the quay is open\nwarning: fog over the quay\nerror: the quay is gone\n');
});

test.each([true, false])('no address, token or password gets into it, as JSON: %s', (isJson) => {
  const { log, all } = openTape(isJson);
  const secrets = `smtp://quay:pa55@mail.example.org to jane@example.org by ${'0af3'.repeat(8)}`;

  log.write('error', secrets, { hint: secrets });

  expect(all()).not.toMatch(/pa55|jane|0af3/);
  expect(all()).toContain('smtp://…@mail.example.org to j…@example.org by …');
});

test('whatever is written is one line, without control characters, that can be read back', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\r\n',
      '\u0085',
      '\u2028',
      '\u001b[2K',
      '\u202e',
      '"}\n{"level":"info"',
      '\ud800',
    ),
  );
  const words = fc.array(word).map((parts) => parts.join(' '));

  fc.assert(
    fc.property(words, words, fc.boolean(), (message, field, isJson) => {
      const { log, all } = openTape(isJson);

      log.write('info', message, { field });

      expect(all()).toMatch(/^[^\p{Cc}\u2028\u2029\u202e]*\n$/u);
      if (isJson) expect(Object.keys(JSON.parse(all()))).toEqual(expected);
    }),
    { numRuns: 300, seed: 87 },
  );
});

const expected = ['time', 'level', 'message', 'field'];
