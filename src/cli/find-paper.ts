/** A paper by what a person calls it: its key, an old key, an arXiv id, a DOI, an address or its exact title. */
import { PaperboyError } from '../lib/errors.ts';
import type { Paper } from '../model/paper.ts';
import { arxivId, doiId, titleId, urlId } from '../model/paper-id.ts';
import type { Store } from '../store/store.ts';

/** A key as it was asked for; an alias leads to a paper of another key. */
export interface NamedPaper {
  readonly paper: Paper;
  readonly asked: string;
}

/** @throws PaperboyError INPUT_NOT_FOUND where no paper goes by that name, or several of that title do. */
export async function findPaper(store: Store, name: string): Promise<NamedPaper> {
  const text = name.trim();
  const ids = [arxivId(text), doiId(text), urlId(text), urlId(`https://${text}`)].filter(
    (id) => id !== null,
  );
  const keys = await store.papers.keysOf(ids);
  const candidates = [text.toLowerCase(), ...ids.flatMap((id) => keys.get(id) ?? [])];
  const papers = await store.papers.get(candidates);
  for (const asked of candidates) {
    const paper = papers.get(asked);
    if (paper !== undefined) return { paper, asked };
  }
  const title = titleId(text);
  const titled = (await store.papers.keysOf([title])).get(title) ?? [];
  if (titled.length > 1) {
    throw new PaperboyError('INPUT_NOT_FOUND', `${titled.length} papers have the title ${name}`, {
      hint: `Name one by its key: ${titled.slice(0, 10).join(', ')}`,
    });
  }
  for (const paper of (await store.papers.get(titled)).values()) return { paper, asked: paper.key };
  throw new PaperboyError('INPUT_NOT_FOUND', `no paper goes by ${name}`, {
    hint: 'Name it by its key, arXiv id, DOI, address or exact title. Look for it with: paperboy search WORDS',
  });
}
