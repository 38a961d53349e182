/** What `paperboy interests` shows, and how votes are cast and forgotten. */
import { createInterface } from 'node:readline/promises';
import { dayIn } from '../lib/days.ts';
import { PaperboyError } from '../lib/errors.ts';
import { count, groupDigits } from '../lib/text.ts';
import type { Interests } from '../model/interests.ts';
import { interestsOf } from '../model/subscriber.ts';
import { oneself } from '../model/taste.ts';
import { writeTrendShare } from '../model/trend-share.ts';
import type { App } from '../pipeline/app.ts';
import type { DescribedInterest } from '../pipeline/describe-taste.ts';
import { type JudgedPaper, readJudged } from '../pipeline/read-taste.ts';
import { showReader } from '../pipeline/subscribers.ts';
import { castVote, forgetVotes } from '../pipeline/vote.ts';
import type { Store } from '../store/store.ts';
import type { GlobalOptions } from './context.ts';
import { findPaper } from './find-paper.ts';
import { withReaders } from './subscribers-actions.ts';

export interface ForOptions extends GlobalOptions {
  readonly for?: string;
}

export interface ShowOptions extends ForOptions {
  readonly all?: boolean;
}

export interface VoteOptions extends ForOptions {
  readonly more?: boolean;
  readonly less?: boolean;
  readonly forget?: boolean;
}

export interface ImportOptions extends ForOptions {
  readonly format?: string;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
}

export interface ResetOptions extends ForOptions {
  readonly yes?: boolean;
}

/** Whose taste it is about. */
export interface Learner {
  /** A subscriber's id, or `oneself`. */
  readonly id: number;
  /** Null for oneself. */
  readonly address: string | null;
  readonly interests: Interests;
  /** How many papers their digest shows at most; null: as many as the site's. */
  readonly limit: number | null;
}

/** @throws PaperboyError SUBSCRIBER_UNKNOWN */
export async function findLearner(app: App, store: Store, options: ForOptions): Promise<Learner> {
  const { interests } = app.config;
  if (options.for === undefined) return { id: oneself, address: null, interests, limit: null };
  const { subscriber } = await showReader(store, options.for);
  const { id, address, preferences } = subscriber;
  const { limit } = preferences;
  return { id, address, interests: interestsOf(preferences, interests), limit };
}

/** How many papers of each are shown, unless all are asked for. */
const latest = 10;

/** How many interests are told in words; JSON has all. */
const mostInterests = 8;

export async function showInterests(options: ShowOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const learner = await findLearner(app, store, options);
    const judged = await readJudged(store, learner.id);
    const liked = judged.filter(({ value }) => value === 1);
    const disliked = judged.filter(({ value }) => value === -1);
    const most = options.all === true ? judged.length : latest;
    const { topics, muted, authors, organizations, trend } = learner.interests;
    const { describeLikes } = await import('../pipeline/describe-taste.ts');
    const likes = await describeLikes(
      app,
      store,
      liked.map(({ paper }) => paper),
    );
    if (options.json === true) {
      const json = {
        reader: learner.address,
        ...{ topics, muted, authors, organizations, trend: trend ?? null },
        seemsToLike: likes,
        liked: liked.length,
        disliked: disliked.length,
        imported: judged.filter(({ origin }) => origin === 'import').length,
        latest: [...liked.slice(0, most), ...disliked.slice(0, most)].map(judgedJson),
      };
      await console.result(`${JSON.stringify(json, null, 2)}\n`);
      return;
    }
    const zone = app.config.values.timezone;
    const names = topics.map(({ name, weight }) => (weight === 1 ? name : `${name}:${weight}`));
    const lists: readonly (readonly [string, readonly string[]])[] = [
      ['topics', names],
      ['muted', muted],
      ['authors', authors],
      ['organisations', organizations],
      ['trends count', trend === undefined ? ['as usual'] : [writeTrendShare(trend)]],
    ];
    const lines = [
      ...lists.map(([what, list]) => `${`${what} `.padEnd(15)}${list.join(', ') || '–'}`),
      ...learnedLines(judged, likes, learner),
      ...judgedLines('liked', liked, most, zone),
      ...judgedLines('disliked', disliked, most, zone),
    ];
    await console.result(`${lines.join('\n')}\n`);
    if (judged.length > 0) {
      const whose = learner.address === null ? '' : ` --for ${learner.address}`;
      console.note(
        `Not so? paperboy interests vote PAPER --less (or --forget)${whose}; paperboy interests reset${whose} forgets all of it.`,
      );
    } else {
      console.note('Teach it: paperboy interests vote PAPER --more, or import FILE');
    }
  });
}

/** What the votes say about their reader, in words: one line each, after the interests that were written down. */
function learnedLines(
  judged: readonly JudgedPaper[],
  likes: readonly DescribedInterest[],
  { address }: Learner,
): readonly string[] {
  const imported = judged.filter(({ origin }) => origin === 'import').length;
  const from = imported === 0 ? '' : `, ${groupDigits(imported)} of them imported`;
  const who = address === null ? 'You seem' : 'They seem';
  const told = likes.filter(({ words }) => words.length > 0);
  const lines = told
    .slice(0, mostInterests)
    .map(({ words, papers }) => `${words.join(', ')} (${count(papers, 'paper')})`);
  const more = told.length - lines.length;
  return [
    `${'learnt from '.padEnd(15)}${count(judged.length, 'paper')}${from}`,
    ...(lines.length === 0 ? [] : ['']),
    ...(lines.length === 1 ? [`${who} to like: ${lines[0]}`] : []),
    ...(lines.length < 2 ? [] : [`${who} to like:`, ...lines.map((line) => `  ${line}`)]),
    ...(more === 0 ? [] : [`  and ${count(more, 'smaller interest')}`]),
  ];
}

function judgedLines(
  what: string,
  judged: readonly JudgedPaper[],
  most: number,
  zone: string,
): readonly string[] {
  if (judged.length === 0) return [];
  const day = (at: string) => dayIn(zone, new Date(at));
  const shown = judged.slice(0, most);
  const head = judged.length > shown.length ? `, the latest ${shown.length}` : '';
  return [
    '',
    `${what} (${groupDigits(judged.length)}${head}):`,
    ...shown.map(({ paper, at }) => `  ${day(at)}  ${paper.key}  ${paper.title}`),
  ];
}

function judgedJson({ paper, value, at, origin }: JudgedPaper): Record<string, unknown> {
  return { id: paper.key, title: paper.title, value, at, origin };
}

/** Where one of the papers is not known, nothing is said of any. */
export async function voteOnPapers(names: readonly string[], options: VoteOptions): Promise<void> {
  const { more, less, forget } = options;
  if ([more, less, forget].filter((given) => given === true).length !== 1) {
    throw new PaperboyError('USAGE', 'say one of --more, --less and --forget', {
      hint: 'For example: paperboy interests vote 2610.90171 --more',
    });
  }
  await withReaders(options, async ({ app, console, store }) => {
    const learner = await findLearner(app, store, options);
    const value = more === true ? 1 : less === true ? -1 : 0;
    const said = { 1: 'more like this', '-1': 'less like this', 0: 'nothing said' }[value];
    const lines = await store.transaction(async (tx) => {
      const papers = [];
      for (const name of names) papers.push((await findPaper(tx, name)).paper);
      const told: string[] = [];
      for (const paper of papers) {
        const changed = await castVote(tx, learner.id, paper, value, 'command');
        const { key: id, title } = paper;
        const json = { reader: learner.address, id, title, value, changed };
        const text = `${said}${changed ? '' : ' (as before)'}: ${title}`;
        told.push(options.json === true ? JSON.stringify(json) : text);
      }
      return told;
    });
    await console.result(`${lines.join('\n')}\n`);
  });
}

export async function resetInterests(options: ResetOptions): Promise<void> {
  await withReaders(options, async ({ app, console, store }) => {
    const learner = await findLearner(app, store, options);
    const whose = learner.address === null ? 'your votes' : `the votes of ${learner.address}`;
    if (options.yes !== true && !(await isAgreed(`Forget all ${whose} and imports?`))) {
      console.note('Nothing was forgotten.');
      process.exitCode = 1;
      return;
    }
    const forgotten = await forgetVotes(store, learner.id);
    const json = { reader: learner.address, forgotten };
    const text = `${count(forgotten, 'vote')} forgotten. Topics stay as they are.`;
    await console.result(`${options.json === true ? JSON.stringify(json) : text}\n`);
  });
}

/** @throws PaperboyError USAGE where nobody can be asked. */
async function isAgreed(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new PaperboyError('USAGE', 'this forgets votes for good, and nobody can be asked here', {
      hint: 'Say it with --yes.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
