/** The embedder that the configuration names, or none. */
import type { Config } from '../config/load-config.ts';
import type { Embedder } from '../embed/embedder.ts';
import { createEndpointEmbedder } from '../embed/endpoint-embedder.ts';
import { createLocalEmbedder } from '../embed/local-embedder.ts';
import { PaperboyError } from '../lib/errors.ts';
import { isPublicPlace } from '../lib/http/public-host.ts';
import { openHttpClient } from './app.ts';

/**
 * Null where none is configured. Nothing is loaded and nobody asked before the first text. Close it after use.
 * @throws PaperboyError CONFIG_INVALID where the options do not go together.
 */
export function openEmbedder(config: Config): Embedder | null {
  const { embedKind, embedModel: model, embedFolder, embedUrl, embedKey: key } = config.values;
  if (embedKind === 'none') return null;
  if (embedKind === 'local') {
    const folder = needed(embedFolder, 'local', 'embed.folder', 'the folder of the model');
    return createLocalEmbedder({ folder, model });
  }
  const url = needed(embedUrl, 'endpoint', 'embed.url', 'for example http://127.0.0.1:11434/v1');
  if (key !== null && url.startsWith('http:') && isPublicPlace(url)) {
    throw new PaperboyError('CONFIG_INVALID', 'embed.key would be sent to embed.url unencrypted', {
      hint: 'Write https:// in embed.url.',
    });
  }
  return createEndpointEmbedder({
    ...{ url, key },
    model: needed(model, 'endpoint', 'embed.model', 'the name by which the service knows it'),
    openClient: () => openHttpClient({ config, now: () => new Date() }, null),
  });
}

function needed(value: string | null, kind: string, option: string, what: string): string {
  if (value !== null) return value;
  throw new PaperboyError('CONFIG_INVALID', `embed.kind is ${kind}, and ${option} is not set`, {
    hint: `Set ${option}: ${what}; or embed.kind: none.`,
  });
}
