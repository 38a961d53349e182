/** Made-up libraries for the tests. */

/** One whole entry; its line count is 8. */
export function bibtexEntry(number: number): string {
  return `@article{quill${number},
  title = {Tide Tables for the {Skerry} of Harbour ${number}},
  author = {Quill, Ada and {\\"O}zt{\\"u}rk, J{\\'e}r{\\^o}me and others},
  abstract = {A keeper counts the waves at pier ${number} and writes them down.},
  year = 2019, month = mar,
  eprint = {1903.${10_000 + number}},
  archiveprefix = {arXiv}
}
`;
}

/** @param brokenAt which of the entries has a brace that is never closed. */
export function bibtexFile(entries: number, brokenAt: number): string {
  return Array.from({ length: entries }, (_, at) =>
    at === brokenAt
      ? '@article{leaky,\n  title = {A boat that {never closes},\n  year = 2019\n}\n\n'
      : bibtexEntry(at),
  ).join('');
}
