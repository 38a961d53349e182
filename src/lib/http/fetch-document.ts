/** One document from the polite client, failures as errors in words: what reading a listing needs. */
import { PaperboyError } from '../errors.ts';
import type { HttpClient } from './client.ts';
import type { OnBytes } from './exchange.ts';
import type { FetchedBody, UnchangedBody, Validators } from './result.ts';

export interface FetchRequest {
  /** From the last answer; null asks for the document whatever it is. */
  readonly validators?: Validators | null;
  /** A person named this address: its host may stand in a private network. */
  readonly named?: boolean;
  readonly onBytes?: OnBytes;
}

/**
 * The document at `address`, or the word that it has not changed since the answer that gave the validators.
 * @throws PaperboyError FETCH_FAILED, FETCH_LATER (the host wants to be left alone) or INPUT_TOO_LARGE.
 */
export async function fetchDocument(
  client: HttpClient,
  address: string,
  { validators = null, named = false, onBytes }: FetchRequest = {},
): Promise<FetchedBody | UnchangedBody> {
  const result = await client.get(address, {
    ...{ validators, allowHost: named },
    ...(onBytes === undefined ? {} : { onBytes }),
  });
  if (result.kind !== 'failed') return result;
  const message = `${address} could not be fetched: ${result.message}`;
  if (result.reason === 'private-address') {
    // In the message, since hints of a source that fails beside others are not shown.
    throw new PaperboyError('FETCH_FAILED', `${message} (allowPrivate: true permits it)`, {
      hint: 'Set allowPrivate: true for this source if it is meant to stand in a private network.',
    });
  }
  if (result.reason === 'too-large') {
    throw new PaperboyError('INPUT_TOO_LARGE', message, {
      hint: 'If this is really a listing, raise fetch.maxMegabytes in the configuration.',
    });
  }
  if (result.reason === 'cool-down' || result.reason === 'busy') {
    throw new PaperboyError('FETCH_LATER', message, { hint: 'Nothing is lost: try again later.' });
  }
  throw new PaperboyError('FETCH_FAILED', message, {
    hint: 'Try it again later, or save the page to a file and name the file.',
  });
}
