/** Made-up papers on a few trades, each with words of its own and words that all share. */
import type { Paper } from '../../../../src/model/paper.ts';
import { candidate } from '../sample-candidates.ts';

const trades = {
  kites:
    'kite string tail wind bridle spool flutter canvas reel gust hover swoop knot ribbon'.split(
      ' ',
    ),
  bread:
    'dough oven crust yeast flour kneading loaf bakery rye salt proof baguette crumb peel'.split(
      ' ',
    ),
  clocks:
    'clock gear pendulum spring escapement dial hour brass chime minute jewel lever winding tick'.split(
      ' ',
    ),
  boats: 'boat keel rudder mast harbour sail oar hull anchor deck jib rope tiller bow'.split(' '),
} as const;
const common = 'study method result measure village model test summer old new small long'.split(
  ' ',
);

export type Trade = keyof typeof trades;

/** The `at`-th paper on a trade; the same one each time. */
export function paperOn(trade: Trade, at: number, authors: readonly string[] = []): Paper {
  const own = trades[trade];
  const pick = (words: readonly string[], step: number, count: number) =>
    Array.from({ length: count }, (_, n) => words[(at * step + n * (step + 1)) % words.length]);
  const title = [...pick(own, 3, 2), ...pick(common, 5, 2), `no ${at}`].join(' ');
  const abstract = [...pick(own, 1, 4), ...pick(common, 7, 4), ...pick(own, 5, 3)].join(' ');
  return candidate(`${title} of ${trade}`, { abstract, authors: [...authors] }).paper;
}

/** `count` papers on each trade, by turns. */
export function papersOn(names: readonly Trade[], count: number): Paper[] {
  return Array.from({ length: count }, (_, at) => names.map((name) => paperOn(name, at))).flat();
}

export const allTrades = Object.keys(trades) as Trade[];
