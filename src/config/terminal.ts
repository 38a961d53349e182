/** What the environment says of the terminal: colour, width, whether anybody watches. */
import type { Environment } from './load-config.ts';

/** The process's environment: nothing else in the program reads it. */
export function readEnvironment(): Environment {
  return process.env;
}

/** Colour on a terminal unless NO_COLOR is set; FORCE_COLOR has it elsewhere too. */
export function wantsColor(environment: Environment, isTerminal: boolean): boolean {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  if (environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0') return true;
  return isTerminal && environment.TERM !== 'dumb';
}

/** True for a terminal on which lines can be drawn again. */
export function canRedraw(environment: Environment, isTerminal: boolean): boolean {
  return isTerminal && environment.TERM !== 'dumb';
}

/** Whether a log is JSON, by the option `log`: left to us, a service's is, for whoever collects it. */
export function wantsJson(
  choice: 'auto' | 'json' | 'text',
  isService: boolean,
  isTerminal: boolean,
): boolean {
  return choice === 'auto' ? isService && !isTerminal : choice === 'json';
}
