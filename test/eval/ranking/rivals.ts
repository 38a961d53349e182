/** Which baselines a row of ours is compared with: those that know as much of the reader, or less. */
import { meansOf, type Results } from './results.ts';

/** The names of the baselines for the system `ours` among all systems of a run. */
export function rivalsOf(ours: string, systems: readonly string[]): string[] {
  const baselines = systems.filter((name) => !isOurs(name));
  if (ours === 'ours') return baselines.filter((name) => !/, \d+ latest/.test(name));
  const step = ours.split(', ')[1] ?? '';
  const fromKeywords = baselines.filter((name) =>
    /^(?:upvotes$|(?:bm25|tfidf) keywords)/.test(name),
  );
  if (step === 'keywords only') return fromKeywords;
  if (step === 'likes only') return baselines.filter((name) => !/keywords|, \d+ latest/.test(name));
  const known = baselines.filter((name) => name.includes(`, ${step}`));
  return step.endsWith('latest') ? [...fromKeywords, ...known] : known;
}

export function isOurs(system: string): boolean {
  return system === 'ours' || system.startsWith('ours,');
}

/** The one of `names` with the best mean of a measure (loss: the lowest); undefined where none has it. */
export function bestOf(
  names: readonly string[],
  results: Results,
  measure: string,
): string | undefined {
  const direction = measure === 'loss' ? -1 : 1;
  let best: { name: string; value: number } | undefined;
  for (const name of names) {
    const value = meansOf(results[name] ?? [])[measure];
    if (value === undefined) continue;
    if (best === undefined || (value - best.value) * direction > 0) best = { name, value };
  }
  return best?.name;
}
