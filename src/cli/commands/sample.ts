/** `paperboy sample`: the whole way from listings to digest on the bundled samples, in every format. */
import { mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { readEnvironment, wantsColor } from '../../config/terminal.ts';
import { PaperboyError } from '../../lib/errors.ts';
import { packageRoot } from '../../lib/package-root.ts';
import { writeWhole } from '../../lib/whole-file.ts';
import { openAppStore } from '../../pipeline/app.ts';
import { createContext, type GlobalOptions } from '../context.ts';
import { reportReads } from '../report-listings.ts';

/** The day the samples are of: a digest of them is the same whenever it is made. */
const sampleDay = '2026-10-14';

export function configureSample(command: Command): void {
  command
    .description(
      'A digest of the bundled (invented) papers in every format, kept apart from real ones.',
    )
    .action(async (_options: unknown, self: Command) => {
      await runSample(self.optsWithGlobals<GlobalOptions>());
    });
}

async function runSample(globals: GlobalOptions): Promise<void> {
  const seeds = join(packageRoot, 'seeds/');
  const outer = createContext(globals);
  const folder = join(outer.app.config.dataFolder, 'sample');
  const { app, console } = createContext({
    ...globals,
    config: join(seeds, 'paperboy.yaml'),
    data: folder,
  });
  const { readNamed } = await import('../../pipeline/read-listings.ts');
  const { ingestReads } = await import('../../pipeline/ingest-reads.ts');
  const { makeDigest } = await import('../../pipeline/make-digest.ts');
  const { outputFormats, showDigest } = await import('../../pipeline/show-digest.ts');
  const listings = (await readdir(seeds)).filter((name) => /\.(?:txt|json)$/.test(name)).sort();
  if (listings.length === 0)
    throw new PaperboyError('INPUT_NOT_FOUND', `there are no samples in ${seeds}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const reads = await readNamed(
    app,
    listings.map((name) => join(seeds, name)),
    { date: sampleDay },
  );
  reportReads(console, reads);
  const store = await openAppStore(app, 'data');
  try {
    const reports = await ingestReads(store, reads, sampleDay);
    for (const { source, listed, new: added, known } of reports) {
      console.note(`${source}: ${listed} entries, ${added} new, ${known} known`);
    }
    const { title, limit } = app.config.values;
    const request = {
      date: sampleDay,
      from: sampleDay,
      to: sampleDay,
      title,
      limit,
      interests: app.config.interests,
    };
    const digest = await makeDigest(store, { ...request, notices: [] });
    const plain = { explain: false, color: false, width: 80 };
    const files: string[] = [];
    for (const format of Object.keys(outputFormats) as (keyof typeof outputFormats)[]) {
      const path = join(folder, `digest.${outputFormats[format]}`);
      await writeWhole(path, await showDigest(app, digest, format, plain));
      files.push(relative(process.cwd(), path));
    }
    const color = wantsColor(readEnvironment(), process.stdout.isTTY === true);
    await console.result(await showDigest(app, digest, 'text', { ...plain, color }));
    console.note(
      `\nThe same digest in every format:\n${files.map((file) => `  ${file}`).join('\n')}`,
    );
    console.note(
      "\nThese papers are invented. For today's real ones:\n  npx paperboy digest https://huggingface.co/papers",
    );
  } finally {
    await store.close();
  }
}
