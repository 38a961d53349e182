/** `paperboy backtest`: what a configuration would have sent on days gone by, and how good it was. */
import type { Command } from 'commander';
import type { BacktestOptions } from '../backtest.ts';

const help = `
Each day knows only what was known that morning: listings up to it, votes cast before it. Nothing comes twice.
Votes that came later tell how good it was, beside what trends alone would have shown. Nothing is written.

Examples:
  paperboy backtest --days 30                               the configuration as it is
  paperboy backtest --topics "tide forecasting" --trend 0%  another one, before you choose it
  paperboy backtest --for ada@example.org --to 2026-10-14   one subscriber's`;

export function configureBacktest(command: Command): void {
  command
    .description('What a configuration would have sent, day by day, and how good that was.')
    .option('--days <number>', 'how many of the last days that have listings (default: 30)')
    .option('--to <day>', 'the last day, YYYY-MM-DD (default: today)')
    .option('--for <address>', 'a subscriber, by their mail address (default: yourself)')
    .option('--topics <list>', 'instead of those set: "a topic, another:2, -muted"')
    .option(
      '--trend <percent>',
      'how much what trends counts: 0% only what fits, 100% only what trends',
    )
    .option('--limit <number>', 'how many papers a digest shows at most')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const { showBacktest } = await import('../backtest.ts');
      await showBacktest(self.optsWithGlobals<BacktestOptions>());
    });
}
