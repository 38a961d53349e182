/** What a configuration would have sent on days gone by, knowing only what was known then. Reads, and changes nothing. */
import { addDays, dayIn } from '../lib/days.ts';
import { type DigestPaper, papersOf } from '../model/digest.ts';
import { type Interests, noInterests } from '../model/interests.ts';
import type { Day } from '../model/listing.ts';
import { noTaste, type Taste } from '../model/taste.ts';
import { prepareRanking, rankPapers } from '../rank/rank-papers.ts';
import { type Learned, learn } from '../rank/relevance/learn.ts';
import { bagOf } from '../rank/relevance/term-bag.ts';
import type { Store } from '../store/store.ts';
import { type DayOrder, judgeReplay, type ReplayQuality } from './judge-replay.ts';
import { cutDigest, type GatheredPapers } from './make-digest.ts';
import type { JudgedPaper } from './read-taste.ts';
import { keysShown } from './reader-digest.ts';

export interface BacktestRequest {
  /** The last day that is replayed, where the store has it. */
  readonly to: Day;
  /** How many of the store's days are replayed at most. */
  readonly days: number;
  /** How many days of listings a digest considers. */
  readonly window: number;
  /** In which a vote has its day. */
  readonly timezone: string;
  readonly title: string;
  readonly limit: number;
  readonly interests: Interests;
  /** As `readJudged` gives them. */
  readonly votes: readonly JudgedPaper[];
  /** Called before each day. */
  readonly onDay?: (done: number, days: number, day: Day) => void;
}

export interface ReplayedDay {
  readonly day: Day;
  /** What there was to choose from. */
  readonly papers: number;
  /** What the digest would have shown, in its order. */
  readonly sent: readonly DigestPaper[];
}

export interface Backtest {
  readonly days: readonly ReplayedDay[];
  /** Null where no paper of these days was voted on afterwards. */
  readonly quality: ReplayQuality | null;
}

/** What came before is learned anew after so many replayed days, from so many papers at most and so many at least. */
const learnEvery = 10;
const mostLearned = 2_000;
const leastLearned = 200;
/** How far before the day they may have been seen. */
const daysLearned = 90;

/**
 * Replays the last days that the store has up to `to`, oldest first. A day sees the sightings up to itself and the votes
 * cast before it, and shows nothing that a day before it has shown. Texts of papers are as they are now.
 */
export async function runBacktest(store: Store, request: BacktestRequest): Promise<Backtest> {
  const days = await daysOf(store, request);
  const ours = new Set<string>();
  const trends = new Set<string>();
  const seen = new Set<string>();
  const replayed: ReplayedDay[] = [];
  const orders: DayOrder[] = [];
  let learned: Learned | null = null;
  for (const [at, day] of days.entries()) {
    request.onDay?.(at, days.length, day);
    if (at % learnEvery === 0) learned = await learnBefore(store, day);
    const gathered = await gatherThen(store, day, request.window, learned);
    const { taste, open } = tasteOn(day, request);
    const { title, limit, interests } = request;
    const known = new Set([...taste.liked, ...taste.disliked].map(({ key }) => key));
    const cut = (wanted: Interests, liked: Taste, shown: Set<string>) => {
      const settings = { ...{ date: day, from: null, to: day, title, limit }, notices: [] };
      const had = new Set([...shown, ...known]);
      const choice = { ...settings, interests: wanted, taste: liked, shown: had };
      const digest = cutDigest(gathered, choice);
      for (const key of keysShown(digest)) shown.add(key);
      return papersOf(digest);
    };
    // Without taste, but without what is muted too: both choose from the same papers.
    const plain = { ...noInterests, muted: interests.muted };
    const sent = cut(interests, taste, ours);
    cut(plain, noTaste, trends);
    const fresh = new Set([...gathered.keys].filter((key) => !seen.has(key)));
    for (const key of fresh) seen.add(key);
    const judged = open.filter(({ paper }) => fresh.has(paper.key));
    if (judged.length > 0) {
      const order = (wanted: Interests, liked: Taste) =>
        rankPapers(gathered.prepared, wanted, liked)
          .ranked.map(({ paper }) => paper.key)
          .filter((key) => fresh.has(key) && !known.has(key));
      orders.push({ day, judged, ours: order(interests, taste), trend: order(plain, noTaste) });
    }
    replayed.push({ day, papers: gathered.papers, sent });
  }
  return { days: replayed, quality: judgeReplay(orders, { ours, trend: trends }) };
}

async function daysOf(store: Store, { to, days }: BacktestRequest): Promise<Day[]> {
  const listings = await store.listings.between(null, to);
  const all = listings.filter(({ listed }) => listed > 0).map(({ day }) => day);
  return [...new Set(all)].sort().slice(-days);
}

/** As the morning's digest would have gathered it. */
async function gatherThen(
  store: Store,
  day: Day,
  window: number,
  learned: Learned | null,
): Promise<GatheredPapers> {
  const from = addDays(day, 1 - window);
  const candidates = await store.papers.candidates(from, day);
  const history = await store.trends.history(from, day, day);
  const listings = await store.listings.between(from, day);
  return {
    prepared: prepareRanking(candidates, day, { history, learned }),
    listed: listings.reduce((sum, { listed }) => sum + listed, 0),
    papers: candidates.length,
    keys: new Set(candidates.map(({ paper }) => paper.key)),
  };
}

/** From papers seen before the day; null where they are too few to teach more than the day's own. */
async function learnBefore(store: Store, day: Day): Promise<Learned | null> {
  const before = await store.papers.candidates(addDays(day, -daysLearned), addDays(day, -1));
  if (before.length < leastLearned) return null;
  const step = Math.max(1, before.length / mostLearned);
  const some = before.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return learn(some.map(({ paper }) => bagOf(paper)));
}

/** What had been said before the day began, and the votes that were still to come: those it can be measured by. */
function tasteOn(
  day: Day,
  { votes, timezone }: BacktestRequest,
): { readonly taste: Taste; readonly open: readonly JudgedPaper[] } {
  const isKnown = ({ at }: JudgedPaper) => dayIn(timezone, new Date(at)) < day;
  const known = votes.filter(isKnown);
  const papers = (value: 1 | -1) =>
    known.flatMap((vote) => (vote.value === value ? vote.paper : []));
  return {
    taste: { liked: papers(1), disliked: papers(-1) },
    open: votes.filter((vote) => !isKnown(vote)),
  };
}
