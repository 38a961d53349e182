/** A local model works in a thread; without its package or its files it is said what is missing and what to do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLocalEmbedder } from '../../../src/embed/local-embedder.ts';

const never = new AbortController().signal;

const wholeModel = {
  ...{ 'config.json': '{}', 'tokenizer.json': '{}', 'tokenizer_config.json': '{}' },
  'onnx/model.onnx': '',
};

/** Stands in for transformers.js by what is used of it: a vector of the length of a text, the batch and the settings. */
const standIn = `
exports.env = { localModelPath: '', allowRemoteModels: true, allowLocalModels: false };
exports.pipeline = async (task, model, { dtype }) => async (texts, { pooling }) => {
  if (texts.includes('fail')) throw new Error('it has run aground');
  if (texts.includes('exit')) process.exit(3);
  if (texts.includes('hang')) for (const end = Date.now() + 1500; Date.now() < end; ) {}
  const plain = task === 'feature-extraction' && pooling === 'mean' && !exports.env.allowRemoteModels;
  const settings = [plain ? 1 : 0, dtype === 'q8' ? 8 : 32, model.length];
  const data = texts.flatMap((text) => [text.length, texts.length, ...settings]);
  return { data: Float32Array.from(data), dims: [texts.length, 5] };
};`;

function lay(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-embed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function prepare(model: Readonly<Record<string, string>> = wholeModel) {
  const packages = lay({
    'node_modules/@huggingface/transformers/package.json': '{"main":"index.js"}',
    'node_modules/@huggingface/transformers/index.js': standIn,
  });
  const folder = join(
    lay(Object.fromEntries(Object.entries(model).map(([path, text]) => [`tiny/${path}`, text]))),
    'tiny',
  );
  const packageFrom = join(packages, 'index.js');
  const embedder = createLocalEmbedder({ folder, model: null, packageFrom });
  onTestFinished(() => embedder.close());
  return { embedder, folder };
}

describe('a local model', () => {
  it('without the package tells how to install it', async () => {
    const folder = lay(wholeModel);
    const packageFrom = join(folder, 'nowhere.js');
    const embedder = createLocalEmbedder({ folder, model: 'tiny', packageFrom });

    await expect(embedder.embed(['tides'], never)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'embed.kind is local, and the package @huggingface/transformers is not installed',
      hint: expect.stringContaining('npm install --no-save @huggingface/transformers@4'),
    });
  });

  it('whose folder lacks files tells which', async () => {
    const { embedder, folder } = prepare({ 'config.json': '{}', 'tokenizer_config.json': '{}' });

    await expect(embedder.embed(['tides'], never)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `the folder ${folder} (embed.folder) holds no model: tokenizer.json, onnx/model.onnx missing`,
    });
  });

  it('is known by its name, or that of its folder', () => {
    const folder = join('models', 'tiny');

    expect(createLocalEmbedder({ folder, model: null }).model).toBe('local:tiny');
    expect(createLocalEmbedder({ folder, model: 'small' }).model).toBe('local:small');
  });

  it('gets at most eight texts at once, downloads nothing, and answers in their order', async () => {
    const { embedder } = prepare();
    const texts = Array.from({ length: 10 }, (_, at) => 'o'.repeat(at + 1));

    const vectors = await embedder.embed(texts, never);

    expect(vectors.map((vector) => [...vector])).toEqual(
      texts.map((text, at) => [text.length, at < 8 ? 8 : 2, 1, 32, 4]),
    );
  });

  it('is taken quantised where it is there so', async () => {
    const { embedder } = prepare({ ...wholeModel, 'onnx/model_quantized.onnx': '' });

    const [vector] = await embedder.embed(['tides'], never);

    expect(vector?.[3]).toBe(8);
  });

  it('that fails, or takes its thread down, is told of, and may be asked again', async () => {
    const { embedder } = prepare();

    await expect(embedder.embed(['fail'], never)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('does not work: it has run aground'),
    });
    await expect(embedder.embed(['exit'], never)).rejects.toThrow('its thread ended');
    expect(await embedder.embed(['tides'], never)).toHaveLength(1);
  });

  it('that takes long stops nothing else, and is not waited for', async () => {
    const { embedder } = prepare();
    await embedder.embed(['tides'], never);
    const start = performance.now();
    const work = embedder.embed(['hang'], AbortSignal.timeout(200));

    await expect(work).rejects.toMatchObject({ name: 'TimeoutError' });

    expect(performance.now() - start).toBeLessThan(900);
  });
});
