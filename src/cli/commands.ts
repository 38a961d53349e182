/** The one table of commands; their code is loaded only when they run. */
import type { Command } from 'commander';
import { configureBacktest } from './commands/backtest.ts';
import { configureBounces } from './commands/bounces.ts';
import { configureConfig } from './commands/config.ts';
import { configureDeliveries } from './commands/deliveries.ts';
import { configureDigest } from './commands/digest.ts';
import { configureIngest } from './commands/ingest.ts';
import { configureInterests } from './commands/interests.ts';
import { configureMigrate } from './commands/migrate.ts';
import { configurePapers } from './commands/papers.ts';
import { configureParse } from './commands/parse.ts';
import { configureRun } from './commands/run.ts';
import { configureSample } from './commands/sample.ts';
import { configureSearch } from './commands/search.ts';
import { configureSendTest } from './commands/send-test.ts';
import { configureServe } from './commands/serve.ts';
import { configureStats } from './commands/stats.ts';
import { configureSubscribers } from './commands/subscribers.ts';

export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** Adds arguments, options, help and the action. */
  readonly configure: (command: Command) => void;
}

export const commands: readonly CommandRow[] = [
  {
    name: 'digest',
    summary: 'one digest now, from listings you name or from the store',
    configure: configureDigest,
  },
  {
    name: 'parse',
    summary: 'what a listing yields, one JSON object a line',
    configure: configureParse,
  },
  { name: 'ingest', summary: 'read listings into the store', configure: configureIngest },
  {
    name: 'run',
    summary: 'the daily job once: ingest, publish the issue, pages and feeds, deliver',
    configure: configureRun,
  },
  {
    name: 'serve',
    summary: 'pages and feeds on a port, the daily job by its schedule, mail when it is due',
    configure: configureServe,
  },
  {
    name: 'deliveries',
    summary: 'the ledger of every mail: list, show, resolve what is uncertain',
    configure: configureDeliveries,
  },
  {
    name: 'send-test',
    summary: 'one mail that shows whether the mail settings work',
    configure: configureSendTest,
  },
  {
    name: 'stats',
    summary: 'whether all is well: sources, papers, issues',
    configure: configureStats,
  },
  { name: 'search', summary: 'find papers among all ever read', configure: configureSearch },
  {
    name: 'papers',
    summary: 'show a paper with all that was taken for it; undo a wrong merge for good',
    configure: configurePapers,
  },
  {
    name: 'interests',
    summary: 'teach it what you like: vote on papers, import a library, see and forget',
    configure: configureInterests,
  },
  {
    name: 'backtest',
    summary: 'what a configuration would have sent on days gone by, and how good it was',
    configure: configureBacktest,
  },
  {
    name: 'subscribers',
    summary: 'who gets the digest by mail: add, change, pause, let go, import, export',
    configure: configureSubscribers,
  },
  {
    name: 'bounces',
    summary: 'act on mails that came back, and on complaints',
    configure: configureBounces,
  },
  {
    name: 'config',
    summary: 'every setting, its value and where it came from',
    configure: configureConfig,
  },
  {
    name: 'migrate',
    summary: 'bring the database to the newest schema',
    configure: configureMigrate,
  },
  {
    name: 'sample',
    summary: 'a digest of the bundled samples in every format',
    configure: configureSample,
  },
];
