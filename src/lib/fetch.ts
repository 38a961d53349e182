/** Fetches one document over HTTP: a deadline for the whole, a cap on decoded bytes, redirects followed by hand. */
import { PaperboyError } from './errors.ts';

export interface FetchLimits {
  /** Decoded bytes. */
  readonly maxBytes: number;
  /** Milliseconds from the first connection to the last byte, redirects included. */
  readonly timeout: number;
  /** Says who is asking, with a contact where one is set. */
  readonly userAgent: string;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** Where the document was found after redirects. */
  readonly address: string;
}

const mostRedirects = 5;

/**
 * Fetches an http(s) address.
 * @throws PaperboyError FETCH_FAILED (with the status or the cause) or INPUT_TOO_LARGE.
 */
export async function fetchBytes(address: string, limits: FetchLimits): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.timeout);
  try {
    let url = new URL(address);
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await fetch(url, {
        redirect: 'manual',
        signal,
        headers: {
          'user-agent': limits.userAgent,
          accept: 'application/json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5',
        },
      });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        await answer.body?.cancel();
        url = nextHop(url, location);
        continue;
      }
      if (!answer.ok) {
        await answer.body?.cancel();
        throw failed(address, `the server answered ${answer.status} ${answer.statusText}`.trim());
      }
      const bytes = await readBody(answer, address, limits.maxBytes);
      return { bytes, contentType: answer.headers.get('content-type'), address: url.href };
    }
    throw failed(address, `more than ${mostRedirects} redirects`);
  } catch (error) {
    if (error instanceof PaperboyError) throw error;
    throw failed(address, causeOf(error, limits.timeout), error);
  }
}

function nextHop(from: URL, location: string): URL {
  const to = new URL(location, from);
  if (to.protocol !== 'https:' && to.protocol !== 'http:')
    throw failed(from.href, `a redirect to ${to.protocol}`);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw failed(from.href, `a redirect from https to plain http (${to.host})`);
  }
  return to;
}

async function readBody(answer: Response, address: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new PaperboyError(
        'INPUT_TOO_LARGE',
        `${address} sends more than ${maxBytes / 1_000_000} MB`,
        {
          hint: 'If this is really a listing, raise fetch.maxMegabytes in the configuration.',
        },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function causeOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no whole answer within ${timeout / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const known: Record<string, string> = {
    ECONNREFUSED: 'nobody answers there (connection refused)',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'the name could not be looked up; is this machine online?',
    ECONNRESET: 'the connection was cut',
    UND_ERR_SOCKET: 'the connection was cut',
    Z_DATA_ERROR: 'its compressed answer is damaged',
  };
  const told = cause instanceof Error ? cause.message : '';
  return (
    (code && known[code]) ??
    (told || code || (error instanceof Error ? error.message : String(error)))
  );
}

function failed(address: string, why: string, cause?: unknown): PaperboyError {
  return new PaperboyError('FETCH_FAILED', `${address} could not be fetched: ${why}`, {
    hint: 'Try it again later, or save the page to a file and name the file.',
    cause,
  });
}
