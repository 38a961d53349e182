/** `paperboy subscribers import` and `export`: the table of readers in and out. */
import { open } from 'node:fs/promises';
import { PaperboyError } from '../lib/errors.ts';
import { isAddress, readDocument } from '../lib/read-document.ts';
import { count } from '../lib/text.ts';
import { writeWhole } from '../lib/whole-file.ts';
import { exportReaders, importReaders } from '../pipeline/move-readers.ts';
import type { GlobalOptions } from './context.ts';
import { type ImportOptions, withReaders } from './subscribers-actions.ts';

/** A hundred thousand readers with all their preferences are a tenth of it. */
const maxBytes = 500_000_000;

/** How many rows are named one by one. */
const mostNamed = 20;

export async function importSubscribers(file: string, options: ImportOptions): Promise<void> {
  if (isAddress(file)) throw new PaperboyError('USAGE', 'readers are read from a file, or from -');
  const document = await readDocument(file, { maxBytes, client: null });
  if ('unchanged' in document) return;
  await withReaders(options, async ({ app, console, store }) => {
    if (document.warning !== null) console.warn(`${document.name}: ${document.warning}`);
    const resubscribe = options.resubscribe === true;
    const { name, text } = document;
    const report = await importReaders(app, store, text, { name, resubscribe });
    if (report.problems.length > 0) process.exitCode = 1;
    for (const { line, message } of report.problems.slice(0, mostNamed)) {
      console.warn(`${name}:${line}: ${message}`);
    }
    if (report.problems.length > mostNamed) {
      console.warn(`${count(report.problems.length - mostNamed, 'more row')} could not be read`);
    }
    for (const { line, message } of report.left.slice(0, mostNamed)) {
      console.note(`${name}:${line}: left as it is: ${message}`);
    }
    if (report.unknownColumns.length > 0) {
      console.note(`columns not used: ${report.unknownColumns.join(', ')}`);
    }
    if (options.json === true) {
      await console.result(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    const { added, known, resubscribed, unsubscribed, suppressed, left } = report.outcomes;
    const parts = [
      `${added} added`,
      `${known} there already`,
      ...(resubscribed > 0 ? [`${resubscribed} resubscribed`] : []),
      ...(unsubscribed > 0 ? [`${unsubscribed} unsubscribed`] : []),
      ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
      ...(left > 0 ? [`${left} who had gone left so`] : []),
      ...(report.problems.length > 0 ? [`${report.problems.length} not read`] : []),
    ];
    await console.result(`${parts.join(', ')}\n`);
  });
}

export async function exportSubscribers(
  options: GlobalOptions & { readonly out?: string },
): Promise<void> {
  const { out } = options;
  if (out === '') throw new PaperboyError('USAGE', '--out needs the name of a file, or -');
  await withReaders(options, async ({ console, store }) => {
    const text = await exportReaders(store);
    if (out === undefined || out === '-') {
      await console.result(text);
      return;
    }
    await makePrivate(out);
    await writeWhole(out, text);
    console.note(`written to ${out}`);
  });
}

/** People's addresses are for nobody else on this machine: a new file is made so before anything is in it. */
async function makePrivate(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch {
    // It is there, or cannot be made, which writing it will tell.
  }
}
