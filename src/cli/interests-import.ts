/** `paperboy interests import`: libraries taken in one after the other, and what became of each. */
import { PaperboyError } from '../lib/errors.ts';
import { isAddress, readDocument } from '../lib/read-document.ts';
import { count, groupDigits } from '../lib/text.ts';
import { maxBytes } from '../pipeline/app.ts';
import {
  importLibrary,
  type LeftEntry,
  type LibraryFormat,
  type LibraryReport,
  libraryFormats,
} from '../pipeline/import-library.ts';
import type { Console } from './console.ts';
import { findLearner, type ImportOptions } from './interests.ts';
import { Progress } from './progress.ts';
import { withReaders } from './subscribers-actions.ts';

/** How many entries of a kind are named one by one; `--json` and `--verbose` name all. */
const mostNamed = 20;

export async function importLibraries(
  files: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const format = readFormat(options.format ?? 'auto');
  const address = files.find(isAddress);
  if (address !== undefined) {
    throw new PaperboyError('USAGE', `${address} is an address; a library is read from a file`, {
      hint: 'Save it first, or pipe it in and name - for standard input.',
    });
  }
  await withReaders(options, async ({ app, console, store }) => {
    const learner = await findLearner(app, store, options);
    const reports: LibraryReport[] = [];
    const failures: PaperboyError[] = [];
    for (const file of files) {
      let progress: Progress | null = null;
      try {
        const document = await readDocument(file, { maxBytes: maxBytes(app), client: null });
        if ('unchanged' in document) continue;
        if (document.warning !== null) console.warn(`${document.name}: ${document.warning}`);
        const report = await importLibrary(store, document, {
          ...{ reader: learner.id, format, dryRun: options.dryRun === true },
          onProgress: (done, total) => {
            progress ??= new Progress(total, options.quiet === true);
            progress.advance(done, document.name);
          },
        });
        reports.push(report);
      } catch (error) {
        if (!(error instanceof PaperboyError)) throw error;
        failures.push(error);
      } finally {
        (progress as Progress | null)?.end();
      }
    }
    const [failed] = failures;
    if (reports.length === 0 && failed !== undefined) throw failed;
    for (const { message } of failures) console.warn(message);
    for (const report of reports) tellLeft(console, report, options.verbose === true);
    if (options.json === true) {
      const json = { reader: learner.address, dryRun: options.dryRun === true, files: reports };
      await console.result(`${JSON.stringify(json, null, 2)}\n`);
    } else for (const report of reports) await console.result(`${summary(report, options)}\n`);
    const isNothingRead = reports.every(({ entries, unread }) => entries === unread.length);
    if (isNothingRead || (options.strict === true && console.warnings > 0)) process.exitCode = 1;
  });
}

/** @throws PaperboyError USAGE */
function readFormat(text: string): LibraryFormat | null {
  if (text === 'auto') return null;
  const format = libraryFormats.find((each) => each === text);
  if (format !== undefined) return format;
  throw new PaperboyError('USAGE', `there is no format ${text}`, {
    hint: `Choose one of auto, ${libraryFormats.join(', ')}.`,
  });
}

function tellLeft(console: Console, report: LibraryReport, isAll: boolean): void {
  const tell = (what: string, left: readonly LeftEntry[], warns: boolean) => {
    const say = (text: string) => (warns ? console.warn(text) : console.note(text));
    const shown = isAll ? left : left.slice(0, mostNamed);
    for (const { line, name, message } of shown) {
      say(`${report.file}:${line}: ${what}: ${name}: ${message}`);
    }
    const more = left.length - shown.length;
    if (more > 0) say(`${report.file}: ${more} more ${what}; --verbose or --json names them all`);
  };
  tell('not read', report.unread, true);
  tell('ambiguous', report.ambiguous, false);
  tell('not matched', report.unmatched, false);
}

/** "library.bib (bibtex): 200 entries: 120 matched (80 by id, 40 by title), 79 new, 1 not read; 199 now liked". */
function summary(report: LibraryReport, { dryRun }: ImportOptions): string {
  const { matched, unmatched, ambiguous, unread, repeated, liked } = report;
  const all = matched.id + matched.title;
  const parts = [
    `${groupDigits(all)} matched${all === 0 ? '' : ` (${groupDigits(matched.id)} by id, ${groupDigits(matched.title)} by title)`}`,
    `${groupDigits(report.new)} new`,
    ...some(ambiguous.length, 'ambiguous'),
    ...some(unmatched.length, 'not matched'),
    ...some(unread.length, 'not read'),
  ];
  const done = [
    `${groupDigits(liked)} ${dryRun === true ? 'would be' : 'now'} liked`,
    ...some(report.already - repeated, 'had a vote already'),
    ...some(repeated, 'named again'),
  ];
  const entries = count(report.entries, 'entry', 'entries');
  return `${report.file} (${report.format}): ${entries}: ${parts.join(', ')}; ${done.join(', ')}`;
}

function some(number: number, what: string): string[] {
  return number === 0 ? [] : [`${groupDigits(number)} ${what}`];
}
