/** `paperboy migrate`: the database's schema, shown and brought up to date. */
import type { Command } from 'commander';
import { databasePath, openAppStore } from '../../pipeline/app.ts';
import { createContext, type GlobalOptions } from '../context.ts';

const help = `
Every command does this by itself when it opens the database; a copy is kept beside it first.

Examples:
  paperboy migrate --status       what would be done
  paperboy migrate`;

export function configureMigrate(command: Command): void {
  command
    .description('Brings the database to the newest schema, each step whole or not at all.')
    .option('--status', 'only say where the database stands')
    .addHelpText('after', help)
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { status?: boolean }>();
      const { app, console } = createContext(options);
      const { migrationStatus } = await import('../../store/migration-status.ts');
      const path = databasePath(app);
      const before = await migrationStatus(path);
      if (options.status !== true) await (await openAppStore(app, 'data')).close();
      const after = options.status === true ? before : await migrationStatus(path);
      if (options.json === true) {
        const applied = options.status === true ? [] : before.pending;
        await console.result(`${JSON.stringify({ database: path, ...after, applied })}\n`);
      } else if (options.status === true && before.pending.length > 0) {
        await console.result(
          `${path}: schema ${before.current} of ${before.latest}; to do: ${before.pending.join(', ')}\n`,
        );
      } else {
        const done = options.status === true ? [] : before.pending;
        await console.result(
          `${path}: schema ${after.current}${done.length > 0 ? `, after ${done.join(', ')}` : ', nothing to do'}\n`,
        );
      }
    });
}
