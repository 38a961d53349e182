/** What an embedder answered, held against what it was asked: one vector a text, alike in length, nothing but numbers. */

/** Longer than those of any model that is known. */
const longest = 65_536;

/** @throws Error with half a sentence: what is wrong with the answer. */
export function readVectors(answered: readonly unknown[], texts: number): readonly Float32Array[] {
  if (answered.length !== texts) {
    throw new Error(`it made ${answered.length} vectors of ${texts} texts`);
  }
  const vectors = answered.map((vector) => {
    if (vector instanceof Float32Array) return vector;
    if (!Array.isArray(vector)) throw new Error('a vector is no list of numbers');
    if (!vector.every(Number.isFinite)) throw new Error('a vector holds what is no number');
    return Float32Array.from(vector);
  });
  const length = vectors[0]?.length ?? 0;
  if (vectors.some((vector) => vector.length !== length)) {
    throw new Error('its vectors are not of one length');
  }
  if (texts > 0 && (length === 0 || length > longest)) {
    throw new Error(`its vectors have ${length} numbers`);
  }
  return vectors;
}

/** `vector` brought to length 1; null for one of zeros, or that holds what is no finite number: it says nothing. */
export function unitVector(vector: Float32Array): Float32Array | null {
  // Numbers far from 1 would not survive being squared.
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest) || largest === 0) return null;
  const scaled = Float64Array.from(vector, (value) => value / largest);
  const norm = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(scaled, (value) => value / norm);
}
