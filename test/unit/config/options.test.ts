/** The table of options: every row is whole, and every example and default is accepted by its own reader. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type OptionKey, options, variableOf } from '../../../src/config/options.ts';
import { plainSource } from '../../../src/model/source.ts';

const rows = Object.entries(options);
const read = (key: OptionKey, given: unknown): unknown => options[key].read(given);

describe.each(rows)('the option %s', (_key, option) => {
  it('has a name, a sentence and an example that it accepts, written as in the file', () => {
    expect(option.name).toMatch(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)*$/);
    expect(option.about).toMatch(/^[A-Z].*\.$/);
    expect(() => option.read(parse(option.example))).not.toThrow();
  });

  it('accepts its example from the environment', () => {
    const line = option.example.replace(/^\[(.*)\]$/, '$1');

    expect(() => option.read(line)).not.toThrow();
  });

  const odd = [{}, typeof option.default === 'boolean' ? 7 : true, Symbol('x'), () => 1];

  it.each(odd)('says what it expects instead of %s', (given) => {
    expect(() => option.read(given)).toThrow(/^expected /);
  });
});

describe('the names', () => {
  it('are different, and so are their variables', () => {
    const names = rows.map(([, option]) => option.name);

    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map(variableOf)).size).toBe(names.length);
  });

  it('have variables in capitals', () => {
    expect(['limit', 'mail.from', 'baseUrl', 'fetch.maxMegabytes'].map(variableOf)).toEqual([
      ...['PAPERBOY_LIMIT', 'PAPERBOY_MAIL_FROM'],
      ...['PAPERBOY_BASE_URL', 'PAPERBOY_FETCH_MAX_MEGABYTES'],
    ]);
  });
});

describe('an option', () => {
  it.each<[OptionKey, unknown, unknown]>([
    ['title', '  The\n Tide ', 'The Tide'],
    ['title', 7, '7'],
    ['timezone', 'europe/zurich', 'Europe/Zurich'],
    ['timezone', 'utc', 'UTC'],
    ['limit', ' 12 ', 12],
    ['limit', 200, 200],
    [
      'sources',
      'https://example.org/a, list.txt,',
      ['https://example.org/a', 'list.txt'].map(plainSource),
    ],
    ['mute', ['robot', 3, ' '], ['robot', '3']],
    ['authors', '', []],
    ['trend', '30%', 0.3],
    ['schedule', '07:00', '0 7 * * *'],
    ['baseUrl', 'https://papers.example.org/daily/#x', 'https://papers.example.org/daily'],
    ['baseUrl', 'http://localhost:8080/', 'http://localhost:8080'],
    ['baseUrl', 'http://[::1]:8080', 'http://[::1]:8080'],
    ['searchLink', 'http://example.org/?q={title}', 'http://example.org/?q={title}'],
    ['hydrateEnabled', false, false],
    ['hydrateEnabled', ' No', false],
    ['hydrateEnabled', 'true', true],
    ['hydrateAddress', 'http://127.0.0.1:80/api/query/#x', 'http://127.0.0.1/api/query'],
    ['embedUrl', 'http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1'],
    ['embedKey', ' sk-1 ', 'sk-1'],
    ['embedBudget', '0', 0],
    ['mailFrom', ' keeper@example.org ', 'keeper@example.org'],
  ])('%s reads %j as %j', (key, given, value) => {
    expect(read(key, given)).toEqual(value);
  });

  it.each<[OptionKey, unknown]>([
    ...(['', ' ', 'x'.repeat(81), null, ['x']].map((given) => ['title', given]) as [
      OptionKey,
      unknown,
    ][]),
    ...(['Europe/Zürich', 'Mars/Base', ''].map((given) => ['timezone', given]) as [
      OptionKey,
      unknown,
    ][]),
    ...([0, 201, 1.5, '1.5', '-1', '1e1', 'x', '', null, NaN].map((given) => ['limit', given]) as [
      OptionKey,
      unknown,
    ][]),
    ...([[['x']], [null], 7, null].map((given) => ['mute', given]) as [OptionKey, unknown][]),
    ['trend', '130%'],
    ['baseUrl', 'http://papers.example.org'],
    ['baseUrl', 'http://localhost.example.org'],
    ['baseUrl', 'https://papers.example.org/?x=1'],
    ['baseUrl', 'papers.example.org'],
    ['baseUrl', 'ftp://localhost/'],
    ['searchLink', 'https://example.org/?q='],
    ['searchLink', 'javascript:alert({title})'],
    ...(['', 'maybe', 1, 0, null].map((given) => ['hydrateEnabled', given]) as [
      OptionKey,
      unknown,
    ][]),
    ['hydrateAddress', 'export.arxiv.org/api/query'],
    ['hydrateAddress', 'https://arxiv.example.org/query?x=1'],
    ['hydrateAddress', 'https://me:secret@arxiv.example.org/query'],
    ['hydrateAddress', 'file:///query'],
    ['embedKind', 'openai'],
    ['embedUrl', 'https://vectors.example.org/v1?key=1'],
    ['embedKey', 'two words'],
    ['embedKey', 'clé'],
    ['embedBudget', 601],
    ['mailFrom', 'keeper'],
    ['mailFrom', 'keeper@localhost'],
    ['mailFrom', 'Keeper <keeper@example.org>'],
    ['mailFrom', 'a@example.org, b@example.org'],
    ['mailFrom', 'a@b@example.org'],
    ['mailFrom', `${'x'.repeat(65)}@example.org`],
  ])('%s refuses %j', (key, given) => {
    expect(() => read(key, given)).toThrow(/^expected /);
  });
});
