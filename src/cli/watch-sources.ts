/** Shows sources being read on the board, from the plan to the verdicts. */
import { count } from '../lib/text.ts';
import type { PlaceReport } from '../pipeline/ingest-reads.ts';
import type { ReadListing, ReadWatch } from '../pipeline/read-listings.ts';
import { verdictLine } from './report-sources.ts';
import { type BoardOptions, SourceBoard } from './source-board.ts';

export class SourceWatch implements ReadWatch {
  readonly #options: BoardOptions;
  #board: SourceBoard | null = null;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  // Not before: until then, waiting for another job may be noted.
  readonly onPlan = (names: readonly string[]): void => {
    this.#board = new SourceBoard(names, this.#options);
  };

  readonly onProgress = (name: string, received: number, total: number | null): void => {
    this.#board?.bytes(name, received, total);
  };

  readonly onRead = (read: ReadListing): void => {
    if (!read.isPast) this.#board?.done(read.name, outcomeOf(read));
  };

  readonly onLearning = (papers: number): void => {
    this.#board?.done('archive', `learning from ${count(papers, 'paper')}`);
  };

  /**
   * Shows the verdicts on the day's readings, and ends. Without reports (something went wrong) it only ends.
   * @returns the reports that need not be told again.
   */
  end(reports: readonly PlaceReport[] = []): ReadonlySet<PlaceReport> {
    const ofTheDay = reports.filter(({ isPast }) => !isPast);
    for (const report of ofTheDay) this.#board?.verdict(report.source, verdictLine(report));
    const isShown = this.#board?.shown === true;
    const told = this.#board?.end();
    this.#board = null;
    // Why one is broken is told in whole by a warning.
    const isTold = ({ source, error }: PlaceReport) => told?.has(source) === true || error !== null;
    return new Set(isShown ? ofTheDay.filter(isTold) : []);
  }
}

function outcomeOf({ error, unchanged, entries }: ReadListing): string {
  if (error !== null) return 'could not be read';
  return unchanged === null ? count(entries, 'entry', 'entries') : 'not modified';
}
