/** The fields of a form as words of preferences: known ones alone, none of them endless. */
import { type PreferenceWords, preferenceFields } from './preference-words.ts';

export interface FormWords {
  readonly words: PreferenceWords;
  readonly problems: readonly { readonly field: string; readonly message: string }[];
}

/** Characters of a field that a person could have typed. */
const longest = 1_000;

export function readFormWords(form: Readonly<Record<string, string>>): FormWords {
  const given = preferenceFields.flatMap((field) =>
    Object.hasOwn(form, field) ? [[field, form[field] ?? ''] as const] : [],
  );
  const message = `at most ${longest} characters`;
  return {
    words: Object.fromEntries(given.filter(([, text]) => text.length <= longest)),
    problems: given
      .filter(([, text]) => text.length > longest)
      .map(([field]) => ({ field, message })),
  };
}
