/** Whom a public page thanks for its papers: the sites they were listed on, by host alone. */
import { type Digest, papersOf } from '../model/digest.ts';

export interface Credit {
  readonly name: string;
  readonly url: string | null;
}

/** What may be said in public of a source: a site's host, a file's name; never a path, a query or a password. */
export function creditFor(source: string): Credit {
  if (/^https?:\/\//i.test(source) && URL.canParse(source)) {
    const { protocol, host } = new URL(source);
    return { name: host.replace(/^www\./, ''), url: `${protocol}//${host}/` };
  }
  return { name: source.replace(/^.*[/\\]/, ''), url: null };
}

/** The sources of a digest's papers, each once, by name; `known` credits come before what a source's name says. */
export function creditsOf(
  digest: Digest,
  known: ReadonlyMap<string, Credit> = new Map(),
): Credit[] {
  const credits = papersOf(digest)
    .flatMap(({ sightings }) => sightings)
    .map(({ source }) => known.get(source) ?? creditFor(source));
  const byName = new Map(credits.map((credit) => [credit.name, credit]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** arXiv asks those who read its own feeds to thank it in these words. */
export function thanksOf(credits: readonly Credit[]): string | null {
  return credits.some(
    ({ url }) => url !== null && /^https?:\/\/(?:[\w-]+\.)*arxiv\.org\//.test(url),
  )
    ? 'Thank you to arXiv for use of its open access interoperability.'
    : null;
}
