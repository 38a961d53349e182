/** How it is told that papers were completed from the arXiv API. */
import { count, groupDigits } from '../lib/text.ts';
import type { HydrationReport } from '../pipeline/hydrate-papers.ts';
import type { Console } from './console.ts';

/** One line, and none where nothing was asked. A failure is no warning: the run is whole without it. */
export function noteHydration(console: Console, report: HydrationReport | null): void {
  if (report === null || report.asked === 0) return;
  const { asked, filled, error } = report;
  const ending = error === null ? '' : ` (the rest another time: ${error})`;
  console.note(`arXiv: asked for ${count(asked, 'paper')}, ${groupDigits(filled)} filled${ending}`);
}
