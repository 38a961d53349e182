/** One request and its answer, redirects not followed: deadlines, decompression and the cap on bytes. */
import type { Dispatcher } from 'undici';
import { decodeBody, tooLarge } from './decode-body.ts';
import { type Headers, headerOf, listOf } from './headers.ts';
import { HttpStop } from './http-stop.ts';
import { orAborted } from './or-aborted.ts';

export interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What is posted; null asks without a body. */
  readonly body: string | null;
  /** Closes the connection with the answer. */
  readonly lastOnConnection: boolean;
  /** Milliseconds until the answer's headers must be there. */
  readonly headersTimeout: number;
  /** Milliseconds until its last byte must be. */
  readonly timeout: number;
  /** The milliseconds it began with, for the message. */
  readonly allTime: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly onBytes?: OnBytes | undefined;
}

/**
 * Told with each piece of a body that arrives, which may be thousands of times: how many of its bytes are there, as
 * sent (still compressed), and how many the server says there will be, null where it does not say. A body asked for
 * again begins again at its first bytes. What it throws is dropped, and it is not told any more.
 */
export type OnBytes = (received: number, total: number | null) => void;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The decompressed body of a 200 or 203; no other is read. */
  readonly bytes: Uint8Array | null;
}

/** @throws HttpStop, or an error of the network. */
export async function exchange(request: Exchange): Promise<Answer> {
  const { signal, timeout, allTime, headersTimeout } = request;
  const controller = new AbortController();
  const stop = (words: string) => controller.abort(new HttpStop('timeout', words));
  // Idle timeouts do not end a server that sends a byte now and then; these run on whatever arrives.
  const whole = setTimeout(() => stop(`no whole answer within ${seconds(allTime)}`), timeout);
  const head = setTimeout(
    () => stop(`no answer within ${seconds(headersTimeout)}`),
    headersTimeout,
  );
  const leave = () => controller.abort(new HttpStop('stopped', 'it was stopped'));
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await ask(request, controller.signal, () => clearTimeout(head));
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(whole);
    clearTimeout(head);
    signal?.removeEventListener('abort', leave);
  }
}

async function ask(
  { dispatcher, url, headers, body: posted, lastOnConnection, maxBytes, onBytes }: Exchange,
  signal: AbortSignal,
  onHead: () => void,
): Promise<Answer> {
  const asking = dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: posted === null ? 'GET' : 'POST',
    headers,
    body: posted,
    signal,
    reset: lastOnConnection,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // undici looks at the signal only once it is connected.
  const answer = await orAborted(asking, signal);
  onHead();
  const { statusCode: status, body } = answer;
  try {
    if (status !== 200 && status !== 203) {
      await body.dump({ limit: 16_384, signal });
      return { status, headers: answer.headers, bytes: null };
    }
    const encoding = listOf(answer.headers, 'content-encoding');
    const length = headerOf(answer.headers, 'content-length');
    if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    const onArrived = onBytes && watch(onBytes, length === null ? null : Number(length));
    const bytes = await decodeBody(body, encoding, maxBytes, onArrived);
    return { status, headers: answer.headers, bytes };
  } catch (error) {
    // What is not read to its end would keep the connection, and come to an error later.
    body.on('error', () => {}).destroy();
    throw error;
  }
}

/** Who looks on must not be able to break what it looks at. */
function watch(onBytes: OnBytes, total: number | null): (received: number) => void {
  let watching = true;
  return (received) => {
    if (!watching) return;
    try {
      onBytes(received, total);
    } catch {
      watching = false;
    }
  };
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 100) / 10} s`;
}
