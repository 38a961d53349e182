/** Which embedder is configured, and options that do not go together. */
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { openEmbedder } from '../../../src/pipeline/open-embedder.ts';

const open = (variables: Readonly<Record<string, string>>) =>
  openEmbedder(
    loadConfig({
      environment: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [`PAPERBOY_EMBED_${name}`, value]),
      ),
    }),
  );
const endpoint = { KIND: 'endpoint', URL: 'http://127.0.0.1:11434/v1/', MODEL: 'tiny' };

it('is none unless one is named', () => {
  expect(open({})).toBeNull();
  expect(open({ ...endpoint, KIND: 'none' })).toBeNull();
});

it('is the one named, and its vectors are kept under its kind and name', () => {
  expect(open(endpoint)?.model).toBe('endpoint:tiny');
  expect(open({ KIND: 'local', FOLDER: 'models/small' })?.model).toBe('local:small');
});

it.each<[Readonly<Record<string, string>>, string]>([
  [{ KIND: 'local' }, 'embed.kind is local, and embed.folder is not set'],
  [{ KIND: 'endpoint', MODEL: 'tiny' }, 'embed.kind is endpoint, and embed.url is not set'],
  [{ ...endpoint, MODEL: '' }, 'embed.kind is endpoint, and embed.model is not set'],
  [
    { ...endpoint, URL: 'http://api.paper-vectors.org/v1', KEY: 'sk-1' },
    'embed.key would be sent to embed.url unencrypted',
  ],
])('%j is refused: %s', (variables, message) => {
  expect(() => open(variables)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message }),
  );
});

it('may send a key to this machine or over https', () => {
  expect(open({ ...endpoint, KEY: 'sk-1' })).not.toBeNull();
  expect(
    open({ ...endpoint, URL: 'https://api.paper-vectors.org/v1', KEY: 'sk-1' }),
  ).not.toBeNull();
});
