/** `paperboy stats`: whether all is well, for people and for whatever watches over it. */
import type { Command } from 'commander';
import { dayIn } from '../../lib/days.ts';
import { count } from '../../lib/text.ts';
import { type App, openAppStore } from '../../pipeline/app.ts';
import type { Health } from '../../pipeline/health.ts';
import { createContext, type GlobalOptions } from '../context.ts';

const help = `
Exits 1 when something is wrong (health “red”), so that a watchdog needs no more than the exit code.

Examples:
  paperboy stats
  paperboy stats --json | jq -r '.reasons[]'`;

export function configureStats(command: Command): void {
  command
    .description('Whether all is well: what each source last gave, papers kept, the last issue.')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const { app, console } = createContext(options);
      const { checkHealth } = await import('../../pipeline/health.ts');
      const store = await openAppStore(app, 'data');
      try {
        const state = await checkHealth(app, store);
        if (state.health === 'red') process.exitCode = 1;
        if (options.json === true) {
          await console.result(`${JSON.stringify(state)}\n`);
          return;
        }
        for (const { source, day, verdict, why, freshOn } of state.sources) {
          const fresh = freshOn === null || freshOn === day ? '' : `; last fresh ${freshOn}`;
          await console.result(`${source}: ${verdict} on ${day} (${why}${fresh})\n`);
        }
        const issue = state.lastIssue === null ? 'no issue yet' : `last issue ${state.lastIssue}`;
        await console.result(`${count(state.papers, 'paper')}, ${issue}\n`);
        await console.result(`${archiveLine(app, state)}\n`);
        const { readers, waiting, uncertain } = state.mail;
        await console.result(
          `${count(readers, 'reader')}, ${count(waiting, 'mail')} waiting, ${uncertain} uncertain\n`,
        );
        await console.result(`health: ${state.health}\n`);
        for (const reason of state.reasons) await console.result(`  ${reason}\n`);
      } finally {
        await store.close();
      }
    });
}

function archiveLine(app: App, { archive }: Health): string {
  if (archive === null) return 'nothing learned from the papers yet: from 300 papers on';
  const day = dayIn(app.config.values.timezone, new Date(archive.madeAt));
  return `learned from ${count(archive.papers, 'paper')} on ${day}`;
}
