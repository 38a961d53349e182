/** Colour: on a terminal, unless the environment says otherwise. */
import { expect, it } from 'vitest';
import { readEnvironment, wantsColor } from '../../../src/config/terminal.ts';

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
