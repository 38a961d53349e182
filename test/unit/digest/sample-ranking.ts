/** Made-up rankings for the tests of composing. */
import { composeDigest } from '../../../src/digest/compose-digest.ts';
import type { Digest, DigestPaper, RankedPaper } from '../../../src/model/digest.ts';
import { papersOf } from '../../../src/model/digest.ts';
import { type Interests, noInterests, type Topic } from '../../../src/model/interests.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { paperKey, titleId } from '../../../src/model/paper-id.ts';
import { noTaste, type Taste } from '../../../src/model/taste.ts';

const date = '2026-10-14';

export function paper(title: string, abstract: string | null = null): Paper {
  const id = titleId(title);
  return {
    key: paperKey(id),
    title,
    abstract,
    authors: null,
    authorCount: null,
    organization: null,
    published: null,
    categories: [],
    links: { abstract: null, pdf: null, listing: null, code: null },
    ids: [id],
  };
}

/** A ranked paper on the topics named, the best first. */
export function ranked(
  { title, abstract }: { readonly title: string; readonly abstract?: string },
  score: number,
  topics: readonly string[] = [],
  followed = false,
  more: Partial<RankedPaper> = {},
): RankedPaper {
  return {
    paper: paper(title, abstract ?? null),
    sightings: [
      { source: 'page', day: date, position: 1, upvotes: null, comments: null, stars: null },
    ],
    score,
    parts: [{ name: 'attention', value: score, detail: 'made up' }],
    reasons: ['1st of 1 listed'],
    signals: ['7 upvotes'],
    topics: topics.map((name, at) => ({ name, relevance: 0.9 - at / 10 })),
    followed,
    fit: 0.5,
    interest: null,
    pull: 0,
    trend: score,
    ...more,
  };
}

const animals =
  'otter badger heron stoat viper magpie lynx toad falcon mole wren pike marten'.split(' ');

/** `number` papers on a topic, unlike each other, with falling scores below `best`. */
export function manyOn(
  topics: readonly string[],
  number: number,
  best: number,
  more: Partial<RankedPaper> & { readonly word?: string } = {},
): RankedPaper[] {
  const { word = topics[0] ?? 'pond', ...fields } = more;
  return [...Array(number).keys()].map((at) => {
    const name = [animals[at % 13], animals[(at * 5 + topics.length) % 13], `${word} ${at}`];
    return ranked({ title: name.join(' ') }, best - at / 1_000, topics, false, fields);
  });
}

export function topicsOf(...names: readonly (string | [string, number])[]): Topic[] {
  return names.map((name) => {
    const [written, weight] = typeof name === 'string' ? [name, 1] : name;
    return { name: written, weight, exact: false };
  });
}

/** The digest of a ranking, which is put in order first. */
export function compose(
  ranking: readonly RankedPaper[],
  limit: number,
  interests: Partial<Interests> = {},
  taste: Taste = noTaste,
): Digest {
  const counts = { listed: ranking.length, papers: ranking.length, repeats: 0, muted: 0 };
  const best = [...ranking].sort((a, b) => b.score - a.score);
  const policy = { date, title: 'Paperboy', limit, notices: [], taste };
  return composeDigest(best, { ...noInterests, ...interests }, counts, policy);
}

export function shown(digest: Digest): string[] {
  return papersOf(digest).map((one: DigestPaper) => one.paper.title);
}

/** A reader who liked something; what it was is the ranking's to know. */
export const someTaste: Taste = { liked: [paper('Something liked')], disliked: [] };

/** The number of papers in each section by its title. */
export function sizes(digest: Digest): Record<string, number> {
  return Object.fromEntries(digest.sections.map(({ title, papers }) => [title, papers.length]));
}
