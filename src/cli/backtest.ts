/** What `paperboy backtest` prints: the papers of each day, then a small table and a sentence on how good they were. */
import { longDay } from '../lib/days.ts';
import { PaperboyError } from '../lib/errors.ts';
import { count, shorten } from '../lib/text.ts';
import type { Interests } from '../model/interests.ts';
import { openAppStore, today } from '../pipeline/app.ts';
import { type Backtest, type ReplayedDay, runBacktest } from '../pipeline/backtest.ts';
import type { Measures, ReplayQuality } from '../pipeline/judge-replay.ts';
import { readJudged } from '../pipeline/read-taste.ts';
import { createContext, type GlobalOptions, readDay } from './context.ts';
import { findLearner } from './interests.ts';
import { Progress } from './progress.ts';

export interface BacktestOptions extends GlobalOptions {
  readonly days?: string;
  readonly to?: string;
  readonly for?: string;
  readonly topics?: string;
  readonly trend?: string;
  readonly limit?: string;
}

export async function showBacktest(options: BacktestOptions): Promise<void> {
  const { topics, trend, limit } = options;
  const { app, console, globals } = createContext(options, { topics, trend, limit });
  const days = readDays(options.days ?? '30');
  const to = readDay(options.to, '--to') ?? today(app);
  const { values, interests: site } = app.config;
  const store = await openAppStore(app, 'data');
  const shown: { progress: Progress | null } = { progress: null };
  try {
    const learner = await findLearner(app, store, options);
    const interests: Interests = {
      ...learner.interests,
      ...(topics === undefined ? {} : { topics: site.topics, muted: site.muted }),
      ...(trend === undefined || site.trend === undefined ? {} : { trend: site.trend }),
    };
    const own = limit === undefined ? learner.limit : null;
    const backtest = await runBacktest(store, {
      ...{ to, days, interests, window: values.days, timezone: values.timezone },
      ...{ title: values.title, limit: own ?? values.limit },
      votes: await readJudged(store, learner.id),
      onDay: (done, all, day) => {
        shown.progress ??= new Progress(all, globals.quiet === true);
        shown.progress.advance(done, day);
      },
    });
    shown.progress?.end();
    const { address } = learner;
    await console.result(
      options.json === true
        ? `${JSON.stringify(jsonOf(backtest, address), null, 2)}\n`
        : textOf(backtest),
    );
    if (backtest.days.length === 0) {
      console.note('The store has no listings of these days. Fill it with: paperboy ingest');
    } else if (backtest.quality === null) {
      const whose = address === null ? '' : ` --for ${address}`;
      console.note(
        `No paper of these days was voted on after it came, so nothing tells how good this is: paperboy interests vote PAPER --more${whose}`,
      );
    }
  } finally {
    shown.progress?.end();
    await store.close();
  }
}

/** @throws PaperboyError USAGE */
function readDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= 3_650) return days;
  throw new PaperboyError('USAGE', `${text} is no number of days`, {
    hint: 'Give a whole number from 1 to 3650, such as --days 30.',
  });
}

/** The documented shape. */
function jsonOf({ days, quality }: Backtest, reader: string | null): object {
  return {
    reader,
    days: days.map(({ day, papers, sent }) => ({
      ...{ day, papers },
      sent: sent.map(({ paper, score, reasons }) => ({
        ...{ id: paper.key, title: paper.title, score, reason: reasons[0] ?? '' },
      })),
    })),
    quality:
      quality === null
        ? null
        : { ...quality, places: quality.places.map(({ key: id, ...rest }) => ({ id, ...rest })) },
  };
}

function textOf({ days, quality }: Backtest): string {
  if (days.length === 0) return '';
  const votes = new Map(quality?.places.map(({ key, value }) => [key, value === 1 ? '+' : '−']));
  const lines = [
    ...days.flatMap((day) => [...linesOf(day, votes), '']),
    ...(quality === null ? [] : [...tableOf(quality), '']),
    sentenceOf(days, quality),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf(
  { day, papers, sent }: ReplayedDay,
  votes: ReadonlyMap<string, string>,
): readonly string[] {
  return [
    `${longDay(day)}: ${sent.length} of ${count(papers, 'paper')}`,
    ...sent.map(({ paper, score, reasons }, at) => {
      const place = `${String(at + 1).padStart(3)}. ${votes.get(paper.key) ?? ' '}`;
      return `${place} ${score.toFixed(2).padStart(6)}  ${shorten(paper.title, 70)} · ${reasons[0]}`;
    }),
  ];
}

function tableOf({ ours, trend, liked, disliked, likedDays }: ReplayQuality): readonly string[] {
  const rows: readonly (readonly [string, (of: Measures) => string])[] = [
    ['liked papers shown', ({ likedShown }) => `${likedShown} of ${liked}`],
    ['disliked papers shown', ({ dislikedShown }) => `${dislikedShown} of ${disliked}`],
    ['middle place of a liked one', ({ likedPlace }) => String(likedPlace ?? '–')],
    [`nDCG@10 (${count(likedDays, 'day')})`, ({ ndcg10 }) => ndcg10?.toFixed(2) ?? '–'],
  ];
  const row = (name: string, one: string, two: string) =>
    `${name.padEnd(29)}${one.padStart(12)}${two.padStart(20)}`;
  return [
    '+ and − stand before papers that were liked, and that were not, afterwards.',
    '',
    row('', 'this', 'what trends alone'),
    ...rows.map(([name, of]) => row(name, of(ours), of(trend))),
  ];
}

function sentenceOf(days: readonly ReplayedDay[], quality: ReplayQuality | null): string {
  const papers = days.reduce((sum, { sent }) => sum + sent.length, 0);
  const span = `${days[0]?.day} to ${days.at(-1)?.day}`;
  const sent = `On ${count(days.length, 'day')} (${span}) it would have sent ${count(papers, 'paper')}`;
  if (quality === null) return `${sent}.`;
  const { liked, disliked, ours, trend } = quality;
  const shown = [
    ...(liked === 0 ? [] : [`${ours.likedShown} of ${liked} that were liked`]),
    ...(disliked === 0 ? [] : [`${ours.dislikedShown} of ${disliked} that were not`]),
  ];
  const others = [
    ...(liked === 0 ? [] : [`${trend.likedShown}`]),
    ...(disliked === 0 ? [] : [`${trend.dislikedShown}`]),
  ];
  return `${sent}, among them ${shown.join(' and ')}; what trends alone would have shown ${others.join(' and ')}.`;
}
