/** `paperboy config`: every option, its value and where it came from. */
import type { Command } from 'commander';
import { type OptionKey, options as table, variableOf } from '../../config/options.ts';
import type { Source } from '../../model/source.ts';
import { writeTrendShare } from '../../model/trend-share.ts';
import { nextRuns } from '../../schedule/next-runs.ts';
import { createContext, type GlobalOptions } from '../context.ts';

const help = `
Values come from the defaults, then the file, then the environment, then flags; the last one wins.

Examples:
  paperboy config
  PAPERBOY_LIMIT=5 paperboy config --json | jq .values.limit
  paperboy config --config seeds/paperboy.yaml`;

export function configureConfig(command: Command): void {
  command
    .description('Every setting with its value and where it came from. Secrets are never shown.')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const globals = self.optsWithGlobals<GlobalOptions>();
      const { app, console } = createContext(globals);
      const { config } = app;
      const runs = await nextRuns(config.values.schedule, config.values.timezone, 3);
      const keys = Object.keys(table) as OptionKey[];
      const shown = (key: OptionKey) =>
        table[key].secret && config.values[key] !== null
          ? '(secret)'
          : readable(key, config.values[key]);
      if (globals.json === true) {
        const values = Object.fromEntries(
          keys.map((key) => [table[key].name, table[key].secret ? null : config.values[key]]),
        );
        const origins = Object.fromEntries(
          keys.map((key) => [table[key].name, config.origins[key]]),
        );
        const { file, dataFolder } = config;
        await console.result(
          `${JSON.stringify({ file, dataFolder, values, origins, nextRuns: runs }, null, 2)}\n`,
        );
        return;
      }
      const wide = Math.max(...keys.map((key) => table[key].name.length));
      await console.result(`file    ${config.file ?? '(none)'}\ndata    ${config.dataFolder}\n\n`);
      for (const key of keys) {
        const { name, about } = table[key];
        await console.result(`${name.padEnd(wide)}  ${shown(key)}\n`);
        await console.result(
          `${' '.repeat(wide)}  ${about} (${config.origins[key]}; ${variableOf(name)})\n`,
        );
      }
      await console.result(`\nnext runs by the schedule: ${runs.join(', ')}\n`);
    });
}

function readable(key: OptionKey, value: unknown): string {
  if (value === null) return '(not set)';
  if (key === 'trend') return writeTrendShare(Number(value));
  if (key === 'topics') {
    const { topics, muted } = value as (typeof table)['topics']['default'] & {
      topics: readonly { name: string; weight: number; exact: boolean }[];
    };
    const written = topics.map(
      ({ name, weight, exact }) =>
        `${exact ? `"${name}"` : name}${weight === 1 ? '' : `:${weight}`}`,
    );
    return [...written, ...muted.map((word) => `-${word}`)].join(', ') || '(none)';
  }
  if (key === 'sources') {
    const sources = value as readonly Source[];
    return sources.map(({ name, places }) => name ?? places[0]).join(', ') || '(none)';
  }
  if (Array.isArray(value)) return value.join(', ') || '(none)';
  return String(value);
}
