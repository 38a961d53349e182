/** Colour: on a terminal, unless the environment says otherwise; and logs in JSON: not on one, unless asked for. */
import { expect, it } from 'vitest';
import { readEnvironment, wantsColor, wantsJson } from '../../../src/config/terminal.ts';

it.each([
  ['a terminal', {}, true, true],
  ['a pipe', {}, false, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['NO_COLOR set to nothing', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR into a pipe', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0 into a pipe', { FORCE_COLOR: '0' }, false, false],
  ['NO_COLOR with FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['a terminal that knows nothing', { TERM: 'dumb' }, true, false],
])('%s', (_what, environment, isTerminal, colored) => {
  expect(wantsColor(environment, isTerminal)).toBe(colored);
});

it('the environment is the one of the process', () => {
  expect(readEnvironment()).toBe(process.env);
});

it.each([
  ['auto', true, false, true],
  ['auto', true, true, false],
  ['auto', false, false, false],
  ['json', false, true, true],
  ['text', true, false, false],
] as const)(
  'log: %s, of a service: %s, on a terminal: %s: JSON %s',
  (choice, isService, isTerminal, isJson) => {
    expect(wantsJson(choice, isService, isTerminal)).toBe(isJson);
  },
);
