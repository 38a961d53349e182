/** An issue cut for one reader: what they have had stays out, and an empty day is dealt with as they chose. */
import { addDays } from '../lib/days.ts';
import { type Digest, papersOf } from '../model/digest.ts';
import type { Day } from '../model/listing.ts';
import { interestsOf, type Subscriber } from '../model/subscriber.ts';
import { noTaste, oneself, type Taste } from '../model/taste.ts';
import type { Learned } from '../rank/relevance/learn.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app.ts';
import { embeddedFor } from './embedded-texts.ts';
import { archiveFor } from './learned-archive.ts';
import { candidatesOf, cutDigest, type GatheredPapers, gatherPapers } from './make-digest.ts';
import { firstDay } from './publish-issue.ts';
import { readTaste } from './read-taste.ts';
import { sourceNotices } from './source-notices.ts';

/** How far back a digest reaches for somebody who was long without one: a weekly reader gets the week, not a year. */
const farthestBack = 31;

/** What the best of the week is chosen from, in days. */
const week = 7;

/** Digests kept, of readers who want the same; and whole papers that readers voted on. */
const mostDigests = 100;
const mostTastePapers = 20_000;

/** What is the same for all readers of an issue, gathered once. One for a run: it does not see what comes in later. */
export class IssueDesk {
  readonly #app: App;
  readonly #store: Store;
  #gathered = new Map<string, Promise<GatheredPapers>>();
  #notices = new Map<Day, Promise<readonly string[]>>();
  #firstDays = new Map<string, Promise<Day>>();
  readonly #digests = new Map<string, Promise<Digest>>();
  readonly #tastes = new Map<number, Promise<Taste>>();
  #tastePapers = 0;
  #voters: Promise<ReadonlySet<number>> | null = null;
  #learned: Promise<Learned | null> | null = null;

  constructor(app: App, store: Store) {
    this.#app = app;
    this.#store = store;
  }

  /** Another one for the same papers, which reads anew what readers said of them. */
  afresh(): IssueDesk {
    const desk = new IssueDesk(this.#app, this.#store);
    desk.#gathered = this.#gathered;
    desk.#notices = this.#notices;
    desk.#firstDays = this.#firstDays;
    return desk;
  }

  /**
   * Null where there is nothing for the reader, and they want nothing then.
   * @param hadNothing as if nothing had ever been sent to them
   */
  async digestFor(reader: Subscriber, day: Day, hadNothing = false): Promise<Digest | null> {
    const last = hadNothing ? null : await this.#store.deliveries.lastIssueSent(reader.id, day);
    const from = await this.#windowStart(last, day);
    const shown = hadNothing ? new Set<string>() : await this.#papersSent(reader);
    const digest = await this.#cut(reader, day, from, shown);
    if (digest.counts.chosen > 0 || reader.preferences.emptyDays === 'note') return digest;
    if (reader.preferences.emptyDays === 'skip') return null;
    const best = await this.#cut(reader, day, addDays(day, 1 - week), shown);
    if (best.counts.chosen === 0) return null;
    const notice = 'Nothing new today: these are the best of the week that you have not had.';
    return { ...best, notices: [notice, ...best.notices] };
  }

  async #cut(reader: Subscriber, day: Day, from: Day, shown: ReadonlySet<string>): Promise<Digest> {
    const { title, limit } = this.#app.config.values;
    const { preferences } = reader;
    const gathered = await this.#gather(from, day);
    const request = {
      ...{ date: day, from, to: day, title },
      limit: preferences.limit ?? limit,
      interests: interestsOf(preferences, this.#app.config.interests),
    };
    const taste = await this.#tasteOf(reader);
    const known = [...taste.liked, ...taste.disliked].map(({ key }) => key);
    // What a reader voted on or brought along, they know.
    const had = [...shown, ...known].filter((key) => gathered.keys.has(key)).sort();
    // Readers who want the same and have had the same get the same.
    const sameFor = JSON.stringify([request, had, known, taste.liked.length]);
    if (this.#digests.size >= mostDigests) this.#digests.clear();
    return await remembered(this.#digests, sameFor, async () => {
      const notices = await remembered(this.#notices, day, () => sourceNotices(this.#store, day));
      const { interests } = request;
      const candidates = candidatesOf(gathered);
      const embedded = await embeddedFor(this.#app, this.#store, candidates, interests, taste);
      return cutDigest(gathered, { ...request, taste, embedded, shown: new Set(had), notices });
    });
  }

  /** The reader's own; the site's for one who has neither own interests nor votes. */
  async #tasteOf({ id, preferences }: Subscriber): Promise<Taste> {
    this.#voters ??= this.#store.votes.voters();
    const voters = await this.#voters;
    const whose = voters.has(id) ? id : preferences.interests === null ? oneself : null;
    if (whose === null || !voters.has(whose)) return noTaste;
    if (this.#tastePapers >= mostTastePapers) {
      this.#tastes.clear();
      this.#tastePapers = 0;
    }
    return await remembered(this.#tastes, whose, async () => {
      const taste = await readTaste(this.#store, whose);
      this.#tastePapers += taste.liked.length + taste.disliked.length;
      return taste;
    });
  }

  /**
   * The site's first day, or earlier where the reader's last digest is older, or where papers of the days before it
   * have come in since: nothing falls between two digests.
   */
  async #windowStart(last: Day | null, day: Day): Promise<Day> {
    const usual = await this.#firstDay(day, addDays(day, 1 - this.#app.config.values.days));
    if (last === null) return usual;
    const earliest = addDays(day, -farthestBack);
    const next = addDays(last, 1);
    const first = await this.#firstDay(next, next);
    const start = first < earliest ? earliest : first;
    return start < usual ? start : usual;
  }

  #firstDay(day: Day, usual: Day): Promise<Day> {
    return remembered(this.#firstDays, `${day} ${usual}`, () => firstDay(this.#store, day, usual));
  }

  /** By the keys they have now: a paper sent before it was merged into another is that other one. */
  async #papersSent(reader: Subscriber): Promise<Set<string>> {
    const keys = await this.#store.deliveries.papersSent(reader.id);
    const merged = await this.#store.papers.get(keys);
    return new Set([...keys, ...[...merged.values()].map(({ key }) => key)]);
  }

  #gather(from: Day, to: Day): Promise<GatheredPapers> {
    return remembered(this.#gathered, `${from}..${to}`, async () => {
      this.#learned ??= archiveFor(this.#app, this.#store);
      return gatherPapers(this.#store, { date: to, from, to }, await this.#learned);
    });
  }
}

/** Keys of the papers a digest shows, those mentioned as similar included. */
export function keysShown(digest: Digest): string[] {
  return papersOf(digest).flatMap(({ paper, similar }) => [
    paper.key,
    ...similar.map(({ key }) => key),
  ]);
}

/** What was found for a key before, or is being found; else it is found now. */
export function remembered<K, V>(
  known: { get(key: K): Promise<V> | undefined; set(key: K, value: Promise<V>): unknown },
  key: K,
  find: () => Promise<V>,
): Promise<V> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}
