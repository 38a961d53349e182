/** Vectors of what readers look for, in memory alone: the store holds nothing more about anybody. */

/** Some 20 MB, with vectors of a thousand numbers. */
const most = 5_000;

const kept = new Map<string, Float32Array>();

/** The vector of a phrase, where this process had one made by `model`. */
export function keptPhrase(model: string, phrase: string): Float32Array | undefined {
  return kept.get(`${model}\n${phrase}`);
}

/** Those kept longest make room. */
export function keepPhrase(model: string, phrase: string, vector: Float32Array): void {
  kept.set(`${model}\n${phrase}`, vector);
  for (const name of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(name);
  }
}
