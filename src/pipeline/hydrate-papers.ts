/** Fills what the sources lack (abstracts, authors) from the arXiv API: many papers a request, never blocking a run. */
import type { Config } from '../config/load-config.ts';
import { fillPapers } from '../ingest/fill-papers.ts';
import { addDays } from '../lib/days.ts';
import { decodeText } from '../lib/decode.ts';
import type { HttpClient } from '../lib/http/client.ts';
import { isPublicPlace } from '../lib/http/public-host.ts';
import type { Day } from '../model/listing.ts';
import type { PaperId } from '../model/paper-id.ts';
import { idsAddress, mostIds } from '../sources/arxiv-api/ids-address.ts';
import { arxivApi, isRefusal } from '../sources/arxiv-api/parse.ts';
import type { Store } from '../store/store.ts';
import { type App, openHttpClient, today } from './app.ts';

/** Milliseconds. Four or five requests at arXiv's pace; a morning's papers need one, and nobody waits for more. */
const usualBudget = 20_000;

/** Requests of one run, however quickly they are answered: the rest is for the next run. */
const mostRequests = 10;

export interface HydrationRequest {
  /** The digest's day: papers are looked at that were seen in its window of `days`. */
  readonly day: Day;
  /** One of its own is opened, when there is something to ask, unless given. */
  readonly client?: HttpClient;
  /** Milliseconds for all of it. */
  readonly budget?: number;
}

export interface HydrationReport {
  /** How many papers the API was asked for. */
  readonly asked: number;
  /** How many papers got an abstract or authors that they lacked. */
  readonly filled: number;
  /** Why it ended early, as half a sentence; what was filled before stays. */
  readonly error: string | null;
}

/** False when switched off, and where all sources are files or private: then nothing but an address set by hand is asked. */
export function isHydrationOn({ values, origins }: Config): boolean {
  if (!values.hydrateEnabled) return false;
  return isAddressGiven(origins) || values.sources.some(({ places }) => places.some(isPublicPlace));
}

function isAddressGiven(origins: Config['origins']): boolean {
  return origins.hydrateAddress !== 'default';
}

/** Nothing is thrown: an extra may fail in any way, and the day's issue still appears. */
export async function hydratePapers(
  app: App,
  store: Store,
  { day, client, budget = usualBudget }: HydrationRequest,
): Promise<HydrationReport> {
  const tally: Tally = { asked: new Set(), filled: 0 };
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), budget);
  let own: HttpClient | null = null;
  let error: string | null = null;
  try {
    const open = isHydrationOn(app.config) ? await idsToAsk(app, store, day) : [];
    if (open.length > 0) {
      own = client === undefined ? await openHttpClient(app, store) : null;
      const asking = { app, store, client: client ?? (own as HttpClient), signal: ending.signal };
      error = await askAll(asking, open, tally);
    }
  } catch (failure) {
    error = failure instanceof Error ? failure.message : String(failure);
  } finally {
    clearTimeout(timer);
    await own?.close();
  }
  if (error !== null && ending.signal.aborted) error = `no answer within ${budget / 1_000} s`;
  return { asked: tally.asked.size, filled: tally.filled, error };
}

async function idsToAsk(app: App, store: Store, day: Day): Promise<(readonly PaperId[])[]> {
  const ids = await store.hydrations.lacking(addDays(day, 1 - app.config.values.days), day);
  const batches: (readonly PaperId[])[] = [];
  for (let at = 0; at < ids.length; at += mostIds) batches.push(ids.slice(at, at + mostIds));
  return batches;
}

interface Asking {
  readonly app: App;
  readonly store: Store;
  readonly client: HttpClient;
  readonly signal: AbortSignal;
}

interface Tally {
  readonly asked: Set<PaperId>;
  filled: number;
}

/** Returns what went wrong, or null. One id that cannot be asked for spoils a whole request, which is then halved. */
async function askAll(
  asking: Asking,
  open: (readonly PaperId[])[],
  tally: Tally,
): Promise<string | null> {
  for (let requests = 0; requests < mostRequests; requests++) {
    const ids = open.shift();
    if (ids === undefined) return null;
    for (const id of ids) tally.asked.add(id);
    const answer = await ask(asking, ids);
    if ('error' in answer) return answer.error;
    if ('text' in answer) tally.filled += await keep(asking, ids, answer.text);
    else if (ids.length === 1) await asking.store.hydrations.record(ids, new Set());
    else {
      const half = Math.ceil(ids.length / 2);
      open.push(ids.slice(0, half), ids.slice(half));
    }
  }
  return null;
}

type Answer = { readonly text: string } | { readonly refused: true } | { readonly error: string };

async function ask({ app, client, signal }: Asking, ids: readonly PaperId[]): Promise<Answer> {
  const { values, origins } = app.config;
  const result = await client.get(idsAddress(values.hydrateAddress, ids), {
    accept: 'application/atom+xml',
    signal,
    allowHost: isAddressGiven(origins),
  });
  if (result.kind === 'failed') {
    return result.status === 400 ? { refused: true } : { error: result.message };
  }
  if (result.kind === 'unchanged') return { error: 'it says that nothing changed' };
  const { text } = decodeText(result.bytes, result.contentType);
  if (isRefusal(text)) return { refused: true };
  if (!arxivApi.recognises(text)) return { error: "what came is no answer of arXiv's API" };
  return { text };
}

/** Keeps what an answer tells and that it was asked for, neither without the other. Returns how many papers gained. */
async function keep({ app, store }: Asking, ids: readonly PaperId[], text: string) {
  const context = { date: null, today: today(app) };
  const { entries, declared } = await arxivApi.parse({ name: 'the arXiv API', text }, context);
  return await store.transaction(async (tx) => {
    const { answered, filled } = await fillPapers(tx, entries, ids);
    // Where entries were lost on the way, silence about an id does not mean that it is unknown.
    const isWhole = typeof declared === 'number' && entries.length >= declared;
    await tx.hydrations.record(isWhole ? ids : [...answered], answered);
    return filled;
  });
}
