/** Tables of readers from spreadsheets and other programs: read, or said why not, row by row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv, writeCsv } from '../../../src/lib/csv.ts';
import { addressKey, type Subscriber, usualPreferences } from '../../../src/model/subscriber.ts';
import { readReaderTable, writeReaderTable } from '../../../src/subscribe/reader-table.ts';

const now = '2026-10-14T05:00:00.000Z';

function readTable(text: string) {
  return readReaderTable(text, now, (address) => {
    if (!/^\S+@\S+$/.test(address)) throw new Error(`${address} is no address`);
    return address;
  });
}

describe('CSV', () => {
  test('quotes, marks, line ends and separators of every spreadsheet are read', () => {
    const rows = [
      ['a', 'b "c"', 'two\nlines'],
      ['1', '', ' x '],
    ];

    for (const separator of [',', ';', '\t']) {
      const lines = ['a', '"b ""c"""', '"two\nlines"'].join(separator);
      const text = `\ufeff${lines}\r\n\r\n${['1', '', '" x "'].join(separator)}`;
      expect(parseCsv(text)).toEqual({
        rows: [
          { line: 1, cells: rows[0] },
          { line: 4, cells: rows[1] },
        ],
        problems: [],
      });
    }
  });

  test('a fault in a row’s quotes costs that row and no other', () => {
    const { rows, problems } = parseCsv('a,b\n"x"y,1\nc,d\n"open,2\ne,f\n');

    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [3, 'c'],
      [5, 'e'],
    ]);
    expect(problems).toEqual([
      { line: 2, message: expect.stringContaining('behind a closing quote') },
      { line: 4, message: expect.stringContaining('not closed') },
    ]);
  });

  test('nothing written is a formula to a spreadsheet', () => {
    const text = writeCsv([['=1+1', '+x', '-x', '@x', "'=y"]]);

    expect(text).toBe("'=1+1,'+x,'-x,'@x,''=y\r\n");
  });

  test('any cells are read as they were written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[=+@'",;\t\n -]{0,6}$/),
    );
    // Line ends in a cell are one line end, whichever they were.
    const text = cell.map((given) => given.replace(/\r\n?/g, '\n'));
    const row = fc
      .tuple(text, text, text)
      .filter((cells) => cells.some((given) => given.trim() !== ''))
      .map((cells) => [...cells]);

    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const read = parseCsv(writeCsv([['a', 'b', 'c'], ...rows]));
        expect(read.problems).toEqual([]);
        expect(read.rows.slice(1).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describe('a table of readers', () => {
  test('has its columns in any order and case, and by other names', () => {
    const { rows, problems, unknown } = readTable(
      'Time Zone;Shoe size;E-Mail;HOUR\r\nUTC;43;ada@example.org;7\r\n',
    );

    expect(problems).toEqual([]);
    expect(unknown).toEqual(['Shoe size']);
    expect(rows).toMatchObject([
      {
        line: 2,
        address: 'ada@example.org',
        state: 'confirmed',
        preferences: { hour: '07:00', zone: 'UTC' },
      },
    ]);
  });

  test('may be a bare list of addresses', () => {
    const { rows } = readTable('ada@example.org\nben@example.org\n');

    expect(rows.map(({ line, address }) => [line, address])).toEqual([
      [1, 'ada@example.org'],
      [2, 'ben@example.org'],
    ]);
  });

  test.each([
    ['an address that is none', 'ada', ''],
    ['a state that is not known', 'ada@example.org', 'cleaned'],
  ])('%s is a problem, and the others are read', (_, address, state) => {
    const { rows, problems } = readTable(
      `address,state\n${address},${state}\nben@example.org,confirmed\n`,
    );

    expect(rows.map((row) => row.address)).toEqual(['ben@example.org']);
    expect(problems).toEqual([{ line: 2, message: expect.any(String) }]);
  });

  test.each([
    ['hour', '25', 'hour'],
    ['paused_until', 'soon', 'paused_until'],
    ['confirmed_at', 'yesterday', 'confirmed_at'],
    ['consent_source', 'friend', 'consent_source'],
    ['suppressed', 'maybe', 'suppressed'],
  ])('a %s of %s is a problem that names it', (column, value, name) => {
    const { rows, problems } = readTable(`address,${column}\nada@example.org,${value}\n`);

    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: 2, message: expect.stringContaining(name) }]);
  });

  test('a row of too many cells is a problem: they would be taken for each other', () => {
    const { problems } = readTable('address,topics\nada@example.org,tides,fog\n');

    expect(problems).toEqual([{ line: 2, message: expect.stringContaining('more cells') }]);
  });

  test('without an address column nothing is guessed', () => {
    expect(readTable('name,city\nAda,London\n').problems).toEqual([
      { line: 1, message: expect.stringContaining('no column is called address') },
    ]);
  });

  test('what has a moment yet to come has the present one', () => {
    const { rows } = readTable('address,confirmed_at\nada@example.org,2033-01-01\n');

    expect(rows[0]?.confirmedAt).toBe(now);
  });

  test('comes back as it was written', () => {
    const subscriber: Subscriber = {
      id: 4,
      address: 'ada@example.org',
      state: 'unsubscribed',
      preferences: { ...usualPreferences, hour: '06:30', weekdays: [2, 7] },
      pausedUntil: '2026-12-01',
      consent: { source: 'form', wording: 'yes, "please"', at: '2026-01-01T00:00:00.000Z' },
      createdAt: '2026-01-01T00:00:00.000Z',
      confirmedAt: '2026-01-02T00:00:00.000Z',
      unsubscribedAt: '2026-01-03T00:00:00.000Z',
      waitsSince: null,
    };
    const bounce = { reason: 'bounce', detail: '550 no\nsuch user', at: now, until: null } as const;
    const keys = ['ada@example.org', 'zoe@example.org'];
    const suppressions = new Map(keys.map((key) => [key, { addressKey: key, ...bounce }]));

    const text = writeReaderTable([subscriber], suppressions, addressKey);
    const { rows, problems } = readTable(text);

    const { id: _, waitsSince: __, ...expected } = subscriber;
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      { ...expected, suppression: bounce },
      { address: 'zoe@example.org', state: null, suppression: bounce },
    ]);
  });
});
