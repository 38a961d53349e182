/** Runs in a thread of its own: loads transformers.js and a model from a folder, and makes vectors of what it is sent. */
import { basename, dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ModelAnswer, ModelPlace, ModelQuestion } from './model-thread.ts';

/** As much of transformers.js as is used. */
interface Library {
  readonly env: { localModelPath: string; allowRemoteModels: boolean; allowLocalModels: boolean };
  readonly pipeline: (task: string, model: string, options: object) => Promise<Extractor>;
}
type Extractor = (texts: readonly string[], options: object) => Promise<Tensor>;
interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

const { library, folder, weights } = workerData as ModelPlace;
let loading: Promise<Extractor> | null = null;

async function load(): Promise<Extractor> {
  // A module of CommonJS may have everything under `default`.
  const loaded: Partial<Library> & { readonly default?: Library } = await import(library);
  const { env, pipeline } = { ...loaded.default, ...loaded } as Library;
  env.localModelPath = dirname(folder);
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  return await pipeline('feature-extraction', basename(folder), {
    dtype: weights,
    local_files_only: true,
  });
}

async function answer({ id, texts }: ModelQuestion): Promise<ModelAnswer> {
  try {
    loading ??= load();
    const extract = await loading;
    const { data, dims } = await extract(texts, { pooling: 'mean', normalize: true });
    const length = dims.at(-1) ?? 0;
    const vectors = Array.from({ length: length === 0 ? 0 : data.length / length }, (_, at) =>
      data.slice(at * length, (at + 1) * length),
    );
    return { id, vectors };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', async (question: ModelQuestion) => {
  parentPort?.postMessage(await answer(question));
});
