/** The two sites of the replay as local servers: they play the day they are set to, with what goes wrong on it. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Day } from '../../../src/model/listing.ts';
import type { PlayDay } from './generate-days.ts';
import { announcementFeed, listPage, redesignedPage } from './play-documents.ts';

export type Fault =
  | 'none'
  /** Today's batch is not there yet. */
  | 'late'
  /** The batch of the last day that had one, under today's date. */
  | 'yesterday'
  /** Today's batch as far as it has come: well-formed, and half of it missing. */
  | 'half'
  /** A document that breaks off in the middle of an entry. */
  | 'cut off'
  /** 429 with Retry-After to the first request for each address. */
  | 'busy once'
  | 'busy for an hour'
  | 'failing once'
  | 'failing'
  | 'hanging'
  /** The API answers in another shape; its page is as ever. */
  | 'other API'
  | 'other layout';

export interface Play {
  /** With `{date}` for the day. */
  readonly listAddresses: readonly string[];
  readonly feedAddress: string;
  /** From now on it is `day`, and goes wrong as said. */
  set(day: Day, list: Fault, feed: Fault): void;
  close(): Promise<void>;
}

/** The list is at 127.0.0.1 and the feed at localhost: two hosts to a polite client. */
export async function startPlay(days: readonly PlayDay[]): Promise<Play> {
  const state: { day: Day; list: Fault; feed: Fault; asked: Set<string> } = {
    ...{ day: days[0]?.day ?? '', list: 'none', feed: 'none', asked: new Set() },
  };
  const dayOf = (day: Day) => days.find((each) => each.day === day);
  const lastBefore = (day: Day, of: 'list' | 'feed') =>
    days.findLast((each) => each.day < day && each[of].length > 0);

  function listAnswer(url: URL): string {
    const isPage = url.pathname.startsWith('/papers/');
    const asked = isPage ? (url.pathname.split('/').at(-1) ?? '') : url.searchParams.get('date');
    const day = asked ?? state.day;
    if (state.list === 'other layout') {
      return isPage ? redesignedPage() : '{"version":2,"result":{"sections":[{"cards":[]}]}}';
    }
    if (state.list === 'other API' && !isPage) return '{"version":2,"result":{"sections":[]}}';
    const records = recordsFor(day);
    const text = isPage ? listPage(records, day) : JSON.stringify(records);
    return day === state.day && state.list === 'cut off' && !isPage ? halfOf(text) : text;
  }

  function recordsFor(day: Day) {
    if (day > state.day) return [];
    const whole = dayOf(day)?.list ?? [];
    if (day < state.day) return whole;
    if (state.list === 'late') return [];
    if (state.list === 'half') return whole.slice(0, Math.ceil(whole.length / 2));
    return state.list === 'yesterday' ? (lastBefore(day, 'list')?.list ?? []) : whole;
  }

  function feedAnswer(): string {
    if (state.feed === 'other layout') return '<!doctype html><p>We have moved house.</p>';
    const before = lastBefore(state.day, 'feed');
    if (state.feed === 'late') return announcementFeed(before?.feed ?? [], before?.day ?? '');
    if (state.feed === 'yesterday') return announcementFeed(before?.feed ?? [], state.day);
    const text = announcementFeed(dayOf(state.day)?.feed ?? [], state.day);
    return state.feed === 'cut off' ? halfOf(text) : text;
  }

  function handle(of: 'list' | 'feed', request: IncomingMessage, response: ServerResponse): void {
    const address = request.url ?? '/';
    const isFirst = !state.asked.has(`${of} ${address}`);
    state.asked.add(`${of} ${address}`);
    const fault = state[of];
    if (fault === 'hanging') return;
    if (fault === 'failing' || (fault === 'failing once' && isFirst)) {
      response.writeHead(isFirst ? 500 : 503).end('out of order');
    } else if (fault === 'busy for an hour' || (fault === 'busy once' && isFirst)) {
      const seconds = fault === 'busy once' ? '1' : '3600';
      response.writeHead(429, { 'retry-after': seconds }).end('too many requests');
    } else {
      answer(
        of === 'list' ? listAnswer(new URL(address, 'http://list')) : feedAnswer(),
        request,
        response,
      );
    }
  }

  const list = await listen('127.0.0.1', (...both) => handle('list', ...both));
  const feed = await listen('localhost', (...both) => handle('feed', ...both));
  const at = (server: Server, host: string) =>
    `http://${host}:${(server.address() as AddressInfo).port}`;
  const listHome = at(list, '127.0.0.1');
  return {
    listAddresses: [`${listHome}/api/daily_papers?date={date}`, `${listHome}/papers/date/{date}`],
    feedAddress: `${at(feed, 'localhost')}/rss/cs.AI`,
    set(day, listFault, feedFault) {
      Object.assign(state, { day, list: listFault, feed: feedFault, asked: new Set() });
    },
    async close() {
      for (const server of [list, feed]) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}

function halfOf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

function answer(text: string, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const type = text.startsWith('<?xml')
    ? 'application/rss+xml'
    : text.startsWith('<')
      ? 'text/html'
      : 'application/json';
  response.writeHead(200, { etag, 'content-type': `${type}; charset=utf-8` }).end(text);
}

async function listen(
  host: string,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, host, done));
  return server;
}
