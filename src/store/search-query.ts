/** What people type into a search box, taken apart: words, "phrases", -exclusions and prefixes*. */

export interface SearchTerm {
  /** A word, or several that must stand together; holds at least one letter or digit and no quote. */
  readonly text: string;
  /** True where the text may go on: `gener*`. */
  readonly prefix: boolean;
}

/** All of `required` must be found and none of `excluded`; without a required term nothing is found. */
export interface SearchQuery {
  readonly required: readonly SearchTerm[];
  readonly excluded: readonly SearchTerm[];
}

/** More than anyone types, and far less than what the engines' parsers can bear. */
const maxTerms = 48;
const maxLength = 4000;

const term = /(-*)(?:"([^"]*)"?|([^\s"]+))/gu;

/** Reads any text at all: what is not part of the syntax is plain text, what holds no letter or digit is left out. */
export function parseSearchQuery(query: string): SearchQuery {
  const required: SearchTerm[] = [];
  const excluded: SearchTerm[] = [];
  const clean = query
    .slice(0, maxLength)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/[“”„‟]/g, '"');
  for (const [, minus, phrase, word] of clean.matchAll(term)) {
    if (required.length + excluded.length === maxTerms) break;
    const text = (phrase ?? word ?? '').trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const found = { text, prefix: word?.endsWith('*') ?? false };
    if (minus) excluded.push(found);
    else required.push(found);
  }
  return { required, excluded };
}
