/** Vectors from a service that speaks OpenAI's dialect: Ollama, llama.cpp, vLLM, LM Studio, OpenAI and others. */
import { PaperboyError } from '../lib/errors.ts';
import type { HttpClient } from '../lib/http/client.ts';
import type { FailedRequest } from '../lib/http/result.ts';
import { readVectors } from './check-vectors.ts';
import type { Embedder } from './embedder.ts';

export interface Endpoint {
  /** What stands before `/embeddings`; its host may stand in a private network, as the operator named it. */
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
  /** Opened with the first request; closed by `close`. */
  readonly openClient: () => Promise<HttpClient>;
}

export function createEndpointEmbedder({ url, model, key, openClient }: Endpoint): Embedder {
  const address = `${url}/embeddings`;
  let opened: Promise<HttpClient> | null = null;
  return {
    model: `endpoint:${model}`,
    most: 32,
    embed: async (texts, signal) => {
      if (texts.length === 0) return [];
      opened ??= openClient();
      const client = await opened;
      const result = await client.post(address, {
        body: JSON.stringify({ model, input: texts }),
        contentType: 'application/json',
        accept: 'application/json',
        allowHost: true,
        signal,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      });
      if (result.kind === 'failed') {
        signal.throwIfAborted();
        throw explainFailure(address, result);
      }
      if (result.kind === 'unchanged') throw badAnswer(address, 'it says that nothing changed');
      try {
        return readVectors(readAnswer(result.bytes, texts.length), texts.length);
      } catch (error) {
        throw badAnswer(address, (error as Error).message, error);
      }
    },
    close: async () => {
      const client = await opened;
      opened = null;
      await client?.close();
    },
  };
}

/** `{"data": [{"index": 0, "embedding": […]}, …]}`, brought into the order of the texts. */
function readAnswer(bytes: Uint8Array, texts: number): unknown[] {
  const answer = parseJson(bytes);
  if (!isRecord(answer) || !Array.isArray(answer.data)) {
    throw new Error('it is no list of embeddings');
  }
  const entries: unknown[] = answer.data;
  if (entries.length !== texts) {
    throw new Error(`it made ${entries.length} vectors of ${texts} texts`);
  }
  const vectors = new Map<unknown, unknown>();
  for (const [at, entry] of entries.entries()) {
    if (!isRecord(entry)) throw new Error('it is no list of embeddings');
    vectors.set(entry.index ?? at, entry.embedding);
  }
  return Array.from({ length: texts }, (_, at) => {
    if (!vectors.has(at)) throw new Error('its vectors are not numbered as the texts were');
    return vectors.get(at);
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error('it is no JSON');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function badAnswer(address: string, problem: string, cause?: unknown): PaperboyError {
  return new PaperboyError('FETCH_FAILED', `what ${address} answered cannot be used: ${problem}`, {
    hint: 'Is embed.model a model for embeddings, and embed.url the address before /embeddings?',
    cause,
  });
}

/** The messages name no times, so that the same trouble is told once a day. */
function explainFailure(address: string, { reason, status, message }: FailedRequest) {
  if (reason === 'cool-down' || reason === 'busy') {
    return new PaperboyError('FETCH_LATER', `${address} wants to be left alone for a while`, {
      hint: 'Nothing is lost: try again later.',
    });
  }
  return new PaperboyError('FETCH_FAILED', `${address} gave no vectors: ${message}`, {
    hint: hintFor(status),
  });
}

function hintFor(status: number | null): string {
  if (status === 401 || status === 403) return 'Is the key (embed.key) right?';
  if (status === 404) return 'Is embed.url the address before /embeddings, and embed.model there?';
  if (status === 400 || status === 422) return 'Is embed.model a model for embeddings?';
  return 'Does the service run, and does it answer at embed.url?';
}
