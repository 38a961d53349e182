/** What a command gets to work with, made from the options that hold everywhere. */
import { type Config, loadConfig } from '../config/load-config.ts';
import type { OptionKey } from '../config/options.ts';
import { readEnvironment } from '../config/terminal.ts';
import { isDay } from '../lib/days.ts';
import { PaperboyError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import type { Day } from '../model/listing.ts';
import type { App } from '../pipeline/app.ts';
import { Console } from './console.ts';

/** The options of every command. */
export interface GlobalOptions {
  readonly config?: string;
  readonly data?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export interface Context {
  readonly app: App;
  readonly console: Console;
  readonly globals: GlobalOptions;
}

type Flags = { readonly [K in OptionKey]?: string | number | undefined };

/** Loads the configuration with the flags of one command on top. @throws PaperboyError CONFIG_INVALID */
export function createContext(globals: GlobalOptions, flags: Flags = {}): Context {
  return contextOf(globals, readConfig(globals, flags), null);
}

/** @throws PaperboyError CONFIG_INVALID */
export function readConfig(globals: GlobalOptions, flags: Flags = {}): Config {
  const { config: file, data } = globals;
  return loadConfig({ file, data, flags, environment: readEnvironment() });
}

/** @param log where the command's words go that are kept; null for those that a person waits for. */
export function contextOf(globals: GlobalOptions, config: Config, log: Log | null): Context {
  const verbosity = { quiet: globals.quiet === true, verbose: globals.verbose === true };
  const out = new Console(verbosity, log);
  out.detail(`configuration: ${config.file ?? 'defaults'}; data folder: ${config.dataFolder}`);
  return { app: { config, now: () => new Date() }, console: out, globals };
}

/** A `--date` (or another option), checked. @throws PaperboyError USAGE */
export function readDay(text: string | undefined, option = '--date'): Day | null {
  if (text === undefined) return null;
  if (isDay(text)) return text;
  throw new PaperboyError('USAGE', `${text} is not a day`, {
    hint: `Write it as ${option} 2026-10-14.`,
  });
}
