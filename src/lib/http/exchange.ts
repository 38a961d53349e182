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
}

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
  { dispatcher, url, headers, lastOnConnection, maxBytes }: Exchange,
  signal: AbortSignal,
  onHead: () => void,
): Promise<Answer> {
  const asking = dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers,
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
    if (Number(headerOf(answer.headers, 'content-length')) > maxBytes) throw tooLarge(maxBytes);
    return { status, headers: answer.headers, bytes: await decodeBody(body, encoding, maxBytes) };
  } catch (error) {
    // What is not read to its end would keep the connection, and come to an error later.
    body.on('error', () => {}).destroy();
    throw error;
  }
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 100) / 10} s`;
}
