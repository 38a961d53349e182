/** On the Trending page every paper stands twice, once for wide and once for narrow screens: the copies become one. */
import type { ListedPaper } from '../../model/listing.ts';

/**
 * One entry for each paper, where it first stood. Copies share their arXiv id, or, where one has none, their title
 * and abstract (an abstract that is missing does not tell them apart). What the first lacks comes from the copy.
 */
export function foldCopies(entries: readonly ListedPaper[]): ListedPaper[] {
  const kept: ListedPaper[] = [];
  const places = new Map<string, number>();
  for (const entry of entries) {
    const found = keysToLookUp(entry)
      .map((key) => places.get(key))
      .find((at) => at !== undefined && !differById(kept[at], entry));
    const at = found ?? kept.length;
    const first = kept[at];
    const merged = first ? fillGaps(first, entry) : { ...entry, position: at + 1 };
    kept[at] = merged;
    for (const key of keysToKeep(merged)) if (!places.has(key)) places.set(key, at);
  }
  return kept;
}

const idKey = (id: string) => `id ${id}`;
const textKey = (title: string, abstract: string | null) =>
  `text ${title.toLowerCase()}\n${abstract ?? ''}`;
const titleKey = (title: string) => `title ${title.toLowerCase()}`;

function keysToLookUp({ ids, title, abstract }: ListedPaper): string[] {
  const byText = [
    textKey(title, abstract),
    abstract === null ? titleKey(title) : textKey(title, null),
  ];
  return ids.arxiv === undefined ? byText : [idKey(ids.arxiv), ...byText];
}

function keysToKeep({ ids, title, abstract }: ListedPaper): string[] {
  const byText = [textKey(title, abstract), titleKey(title)];
  return ids.arxiv === undefined ? byText : [idKey(ids.arxiv), ...byText];
}

function differById(first: ListedPaper | undefined, entry: ListedPaper): boolean {
  const [one, other] = [first?.ids.arxiv, entry.ids.arxiv];
  return one !== undefined && other !== undefined && one !== other;
}

function fillGaps(first: ListedPaper, copy: ListedPaper): ListedPaper {
  return {
    ...first,
    abstract: first.abstract ?? copy.abstract,
    authorCount: first.authorCount ?? copy.authorCount,
    organization: first.organization ?? copy.organization,
    published: first.published ?? copy.published,
    comments: first.comments ?? copy.comments,
    upvotes: first.upvotes ?? copy.upvotes,
    stars: first.stars ?? copy.stars,
    ids: { ...copy.ids, ...first.ids },
    url: first.url ?? copy.url,
    codeUrl: first.codeUrl ?? copy.codeUrl,
  };
}
