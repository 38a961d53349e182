/** A reader's preferences out of a form that was sent: the fields that are known, as they were typed. */
import type { PreferenceForm, Problem } from '../pipeline/subscribe-desk.ts';

const fields = [
  ...(['topics', 'mute', 'authors', 'organizations', 'trend', 'limit'] as const),
  ...(['weekdays', 'hour', 'zone', 'format', 'empty'] as const),
];

export interface TypedForm {
  readonly words: PreferenceForm;
  /** Those that only a form can have. */
  readonly problems: readonly Problem[];
}

/** Days come one by one, after an empty one that tells that they were asked for. */
export function readTyped(form: URLSearchParams): TypedForm {
  const words: Record<string, string> = {};
  for (const field of fields) {
    if (!form.has(field)) continue;
    const several = form.getAll(field).filter((text) => text !== '');
    words[field] = field === 'weekdays' ? several.join(',') : (several[0] ?? '');
  }
  if (words.weekdays !== '') return { words, problems: [] };
  const message = 'choose at least one day; for a while without mail there is the pause';
  return { words: { ...words, weekdays: ' ' }, problems: [{ field: 'weekdays', message }] };
}
