/** The one polite HTTP client: whose turn it is, where it may go, how often it tries, and what came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { Agents, Ways } from './agents.ts';
import { type CoolDown, createMemoryCoolDown } from './cool-down.ts';
import { acceptedEncodings } from './decode-body.ts';
import { exchange, type OnBytes } from './exchange.ts';
import { explainError } from './explain-error.ts';
import { createGate, type Gate } from './gate.ts';
import { HttpStop } from './http-stop.ts';
import { type Reply, readAnswer } from './read-answer.ts';
import { nextHop } from './redirect.ts';
import { type FailedRequest, failed, type HttpResult, type Validators } from './result.ts';
import {
  coolDownAfter,
  longestCoolDown,
  type RetryPolicy,
  retryDelay,
  usualRetries,
} from './retry.ts';
import { type AllowPrivate, hostOf, readTarget } from './target.ts';

export interface HttpClientOptions {
  /** Says honestly who is asking, with a contact where one is set. */
  readonly userAgent: string;
  /** Milliseconds for one `get` or `post` altogether, with redirects and retries, but without waiting for its turn. */
  readonly timeout: number;
  /** Milliseconds to connect. */
  readonly connectTimeout?: number;
  /** Milliseconds until the headers of an answer. */
  readonly headersTimeout?: number;
  /** Milliseconds to wait for the turn at a spaced host. */
  readonly gateTimeout?: number;
  /** Bytes of a body, decompressed. */
  readonly maxBytes: number;
  /** Hosts that may stand in a private network; none unless given. */
  readonly allowPrivate?: AllowPrivate;
  /** Over processes and restarts with `createGate({ rows: store.gates })`; within this process unless given. */
  readonly gate?: Gate;
  /** On disk with `store.fetchState`; in memory unless given. */
  readonly coolDown?: CoolDown;
  readonly retries?: RetryPolicy;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Told what an answer's `Date` says, in milliseconds since 1970. */
  readonly onDate?: (serverTime: number) => void;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** How names are looked up and connections made, where it is not the usual way. */
  readonly connect?: Omit<Ways, 'timeout'>;
}

export interface HttpRequest {
  /** What the last answer gave; sent only to the address that gave them. */
  readonly validators?: Validators | null;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** The host of this address may be private, as a person named it; those it redirects to may not. */
  readonly allowHost?: boolean;
  readonly onBytes?: OnBytes;
}

/** What is handed to a service that answers it. Redirects are not followed: nobody else is to have it. */
export interface HttpPost extends Omit<HttpRequest, 'validators'> {
  readonly body: string;
  readonly contentType: string;
  /** The header `Authorization`; none unless given. */
  readonly authorization?: string;
}

export interface HttpClient {
  /** Fetches an address. Whatever becomes of it is a value; only a defect throws. */
  get(address: string, request?: HttpRequest): Promise<HttpResult>;
  /** The same with a body, which is sent again where a try fails: for services that only answer. */
  post(address: string, request: HttpPost): Promise<HttpResult>;
  /** Closes every connection and ends what is under way. */
  close(): Promise<void>;
}

type Posting = HttpRequest & Partial<HttpPost>;

const usualAccept = 'application/json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5';

/** Milliseconds by which a turn outlasts the request's own deadline. */
const spare = 5_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { timeout, allowPrivate = () => false } = options;
  const { gate = createGate(), coolDown = createMemoryCoolDown() } = options;
  const { clock = Date.now, random = Math.random, retries = usualRetries } = options;
  let agents: Promise<Agents> | null = null;
  let closed = false;

  async function dispatcherFor(allowed: boolean) {
    // undici takes a tenth of a second to load, and most commands fetch nothing.
    agents ??= import('./agents.ts').then(({ createAgents }) =>
      createAgents({ ...options.connect, timeout: options.connectTimeout ?? 10_000 }),
    );
    const { open, guarded } = await agents;
    return allowed ? open : guarded;
  }

  async function send(address: string, request: Posting): Promise<HttpResult> {
    if (closed) throw new Error('the HTTP client is closed');
    const named = request.allowHost && URL.canParse(address) ? hostOf(new URL(address)) : null;
    const isAllowed = (host: string) => host === named || allowPrivate(host);
    const target = readTarget(address, isAllowed);
    if (!(target instanceof URL)) return target;

    const path = [target];
    let left = timeout;
    let retried = 0;
    for (;;) {
      const url = path.at(-1)!;
      const { reply, took } = await take(url, request, isAllowed, left);
      left -= took;
      if (reply.kind === 'redirect') {
        if (request.body !== undefined) return failed('redirect', 'it redirects what it is sent');
        const next = nextHop(path, reply.location, isAllowed);
        if (!(next instanceof URL)) return next;
        path.push(next);
        continue;
      }
      if (reply.kind !== 'failed' || reply.reason === 'cool-down') return reply;
      const delay = retryDelay(reply, retried, random, retries);
      if (delay === null || delay >= left) return leaveAlone(url, reply);
      retried++;
      left -= delay;
      await sleep(delay, undefined, { signal: request.signal }).catch(() => {});
    }
  }

  /** One request when it is its turn. `took` leaves out the waiting for it, which is not the server's fault. */
  async function take(url: URL, request: Posting, isAllowed: AllowPrivate, left: number) {
    const host = hostOf(url);
    const cold = await coldness(host);
    if (cold !== null) return { reply: cold, took: 0 };
    const turn = await waitForTurn(host, left + spare, request.signal);
    if (turn?.kind === 'failed') return { reply: turn, took: 0 };
    try {
      // Who was before in the queue may have been told to stay away.
      const nowCold = turn && (await coldness(host));
      if (nowCold) return { reply: nowCold, took: 0 };
      const dispatcher = await dispatcherFor(isAllowed(host));
      const start = performance.now();
      const reply = await ask(url, request, { dispatcher, spaced: turn !== null, left });
      return { reply, took: performance.now() - start };
    } finally {
      await turn?.release();
    }
  }

  async function ask(
    url: URL,
    { validators, accept = usualAccept, signal, onBytes, ...posting }: Posting,
    { dispatcher, spaced, left }: { dispatcher: Dispatcher; spaced: boolean; left: number },
  ): Promise<Reply> {
    const sent = validators?.from === url.href ? validators : null;
    try {
      const answer = await exchange({
        dispatcher,
        url,
        headers: {
          'user-agent': options.userAgent,
          accept,
          'accept-encoding': acceptedEncodings,
          ...(sent?.etag ? { 'if-none-match': sent.etag } : {}),
          ...(sent?.lastModified ? { 'if-modified-since': sent.lastModified } : {}),
          ...(posting.contentType ? { 'content-type': posting.contentType } : {}),
          ...(posting.authorization ? { authorization: posting.authorization } : {}),
        },
        body: posting.body ?? null,
        // A spaced host gets one connection at a time, and one kept would still be open in the next one's turn.
        lastOnConnection: spaced,
        headersTimeout: options.headersTimeout ?? 20_000,
        timeout: Math.max(1, left),
        allTime: timeout,
        maxBytes: options.maxBytes,
        signal,
        onBytes,
      });
      const serverTime = Date.parse(String(answer.headers.date ?? ''));
      if (!Number.isNaN(serverTime)) options.onDate?.(serverTime);
      return readAnswer(url, answer, sent, clock());
    } catch (error) {
      return explainError(error);
    }
  }

  async function waitForTurn(host: string, holdFor: number, signal: AbortSignal | undefined) {
    const controller = new AbortController();
    const busy = new HttpStop('busy', 'other requests to that host took too long');
    const timer = setTimeout(() => controller.abort(busy), options.gateTimeout ?? 300_000);
    const leave = () => controller.abort(new HttpStop('stopped', 'it was stopped'));
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const pass = await gate.pass(host, { holdFor, signal: controller.signal });
      return pass && { kind: 'pass' as const, release: pass.release };
    } catch (error) {
      return explainError(error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    }
  }

  async function coldness(host: string): Promise<FailedRequest | null> {
    const until = (await coolDown.coolDownUntil(gate.nameOf(host))) ?? 0;
    const retryAfter = until - clock();
    // One that ends later than any may was written before the clock was set back.
    if (retryAfter <= 0 || retryAfter > longestCoolDown) return null;
    const words = `${host} asked to be left alone until ${new Date(until).toISOString()}`;
    return failed('cool-down', words, { retryAfter });
  }

  async function leaveAlone(url: URL, failure: FailedRequest): Promise<FailedRequest> {
    const span = coolDownAfter(failure);
    if (span !== null) await coolDown.startCoolDown(gate.nameOf(hostOf(url)), clock() + span);
    return failure;
  }

  return {
    get: (address, request = {}) => send(address, request),
    post: send,
    close: async () => {
      closed = true;
      await (await agents)?.close();
    },
  };
}
