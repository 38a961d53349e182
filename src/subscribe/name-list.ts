/** Names and words in one line: separated by commas, "in quotes" where a comma belongs to the name. */
import { cleanText } from '../lib/text.ts';

/** Each once, in their order; no name holds a quote. @throws Error where a quote is not closed. */
export function readNames(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|[^",;\n])+/g) ?? [];
  if ((text.match(/"/g) ?? []).length % 2 === 1) {
    throw new Error(`a quote in “${cleanText(text)}” is opened but not closed`);
  }
  const names = parts.map(nameOf);
  return [...new Set(names.filter((name) => name !== ''))];
}

/** What `readNames` reads as the same names. */
export function writeNames(names: readonly string[]): string {
  return names.map((name) => (/[,;]/.test(name) ? `"${name}"` : name)).join(', ');
}

/** A name without quotes, which would begin or end another one. */
export function nameOf(text: string): string {
  return cleanText(text.replaceAll('"', ' '));
}
