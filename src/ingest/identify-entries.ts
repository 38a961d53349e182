/** Which known papers the entries of a reader's library are, by the rules of every listing; nothing known is changed. */
import type { ListedPaper } from '../model/listing.ts';
import type { Paper } from '../model/paper.ts';
import { arxivId, doiId, isStrong, type PaperId, paperKey, urlId } from '../model/paper-id.ts';
import { haveCommonAuthor } from './compare-authors.ts';
import { type IngestStore, whatIsKnown } from './ingest-listing.ts';
import { paperFrom } from './paper-from.ts';
import { PaperIndex } from './paper-index.ts';
import type { KnownPapers } from './resolve.ts';
import { reasonToMerge } from './same-paper.ts';

/** An entry and whether it may become a paper of its own: a bare title may not. */
export interface LibraryItem {
  readonly listed: ListedPaper;
  readonly mayBeNew: boolean;
}

/** What an entry is. `known` also where an entry before it in the same file is the same paper. */
export type Identity =
  | { readonly what: 'known'; readonly paper: Paper; readonly by: 'id' | 'title' }
  | { readonly what: 'new'; readonly paper: Paper }
  | { readonly what: 'unknown' }
  | { readonly what: 'ambiguous'; readonly papers: readonly Paper[] };

/** In the order of `items`. The papers that are new are not inserted; within a transaction nobody else does either. */
export async function identifyEntries(
  store: IngestStore,
  items: readonly LibraryItem[],
): Promise<Identity[]> {
  const found = items.map(({ listed }) => paperFrom(listed));
  const described = items.flatMap(({ listed }, at) => {
    const paper = found[at];
    return paper == null ? [] : [{ entry: listed, paper }];
  });
  const before = await whatIsKnown(store, described, 'library', []);
  const bareIds = items.map(({ listed }, at) => (found[at] == null ? bareId(listed) : null));
  const byId = await store.papers.keysOf(bareIds.filter((id) => id !== null));
  const bare = await store.papers.get([...byId.values()].flat());
  const index = new PaperIndex(before.papers, before.keys, before.apart);
  return items.map(({ mayBeNew }, at): Identity => {
    const paper = found[at] ?? null;
    if (paper !== null) return identify(paper, mayBeNew, index, before);
    const id = bareIds[at] ?? null;
    const key = id === null ? undefined : (byId.get(id) ?? index.names().get(id))?.[0];
    const known = key === undefined ? undefined : (bare.get(key) ?? index.get(key));
    return known === undefined ? { what: 'unknown' } : { what: 'known', paper: known, by: 'id' };
  });
}

function identify(
  found: Omit<Paper, 'key'>,
  mayBeNew: boolean,
  index: PaperIndex,
  before: KnownPapers,
): Identity {
  const matches = index.matchesOf(found);
  const [best] = matches;
  const known = best === undefined ? undefined : index.get(best.key);
  if (known !== undefined) {
    const isById = found.ids.some((id) => isStrong(id) && known.ids.includes(id));
    if (isById) return { what: 'known', paper: known, by: 'id' };
    const others = namesakes(found, index);
    if (others.length > 1) return { what: 'ambiguous', papers: others };
    return { what: 'known', paper: known, by: 'title' };
  }
  if (!mayBeNew) return { what: 'unknown' };
  const own = { ...found, ids: index.ownIds(found, matches) };
  const isTaken = (key: string) => index.get(key) !== undefined || before.taken.has(key);
  let attempt = 0;
  while (isTaken(paperKey(own.ids[0] as PaperId, attempt))) attempt++;
  const paper = { key: paperKey(own.ids[0] as PaperId, attempt), ...own };
  index.put(paper);
  return { what: 'new', paper };
}

/** The papers of exactly that title that it might be; those of its authors alone where there are such. */
function namesakes(found: Omit<Paper, 'key'>, index: PaperIndex): Paper[] {
  const title = found.ids.at(-1) as PaperId;
  const papers = (index.names().get(title) ?? []).flatMap((key) => {
    const known = index.get(key);
    return known !== undefined && reasonToMerge(title, found, known) !== null ? [known] : [];
  });
  const theirs = papers.filter((known) => haveCommonAuthor(found.authors, known.authors));
  return theirs.length > 0 ? theirs : papers;
}

function bareId({ ids, url }: ListedPaper): PaperId | null {
  return (
    (ids.arxiv === undefined ? null : arxivId(ids.arxiv)) ??
    (ids.doi === undefined ? null : doiId(ids.doi)) ??
    (url === null ? null : urlId(url))
  );
}
