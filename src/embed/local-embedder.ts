/** Vectors from a model in a folder, by transformers.js: a package that is not installed with Paperboy. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PaperboyError } from '../lib/errors.ts';
import { readVectors } from './check-vectors.ts';
import type { Embedder } from './embedder.ts';
import { type ModelThread, startModelThread } from './model-thread.ts';

export interface LocalModel {
  /** The model's own folder. */
  readonly folder: string;
  /** Null is the folder's name. */
  readonly model: string | null;
  /** A file from whose place the package is looked for; this one unless given. */
  readonly packageFrom?: string;
}

const packageName = '@huggingface/transformers';

/** More at once are slower, and take 700 MB. */
const most = 8;

/**
 * The model works in a thread of its own, for it would stop everything else meanwhile. The thread is started with the
 * first texts; a signal that aborts leaves it alone, so that a model that was loaded stays so.
 */
export function createLocalEmbedder({ folder, model, packageFrom }: LocalModel): Embedder {
  const place = resolve(folder);
  let running: ModelThread | null = null;
  const stop = async () => {
    const thread = running;
    running = null;
    await thread?.stop();
  };
  return {
    model: `local:${model ?? basename(place)}`,
    most,
    embed: async (texts, signal) => {
      signal.throwIfAborted();
      running ??= startModelThread({
        library: findPackage(packageFrom ?? import.meta.url),
        folder: place,
        weights: findWeights(place),
      });
      const thread = running;
      const vectors: Float32Array[] = [];
      try {
        for (let at = 0; at < texts.length; at += most) {
          const batch = texts.slice(at, at + most);
          vectors.push(...readVectors(await thread.embed(batch, signal), batch.length));
        }
        return vectors;
      } catch (error) {
        signal.throwIfAborted();
        await stop();
        throw new PaperboyError(
          'CONFIG_INVALID',
          `the model in ${place} (embed.folder) does not work: ${(error as Error).message}`,
          { hint: 'Does the folder hold a whole model for embeddings?', cause: error },
        );
      }
    },
    close: stop,
  };
}

/** The address of the package's module. */
function findPackage(from: string): string {
  try {
    return pathToFileURL(createRequire(from).resolve(packageName)).href;
  } catch (cause) {
    throw new PaperboyError(
      'CONFIG_INVALID',
      `embed.kind is local, and the package ${packageName} is not installed`,
      {
        hint: `In the folder of Paperboy: ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save ${packageName}@4`,
        cause,
      },
    );
  }
}

/** The quantised weights where they are there: half the time for nearly the same vectors. */
function findWeights(folder: string): 'q8' | 'fp32' {
  const has = (...path: string[]) => existsSync(join(folder, ...path));
  const missing = ['config.json', 'tokenizer.json', 'tokenizer_config.json'].filter(
    (file) => !has(file),
  );
  const weights = has('onnx', 'model_quantized.onnx') ? 'q8' : 'fp32';
  if (weights === 'fp32' && !has('onnx', 'model.onnx')) missing.push('onnx/model.onnx');
  if (missing.length === 0) return weights;
  throw new PaperboyError(
    'CONFIG_INVALID',
    `the folder ${folder} (embed.folder) holds no model: ${missing.join(', ')} missing`,
    {
      hint: 'It must hold config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx or onnx/model_quantized.onnx.',
    },
  );
}
