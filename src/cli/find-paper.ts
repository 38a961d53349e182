/** A paper by what a person calls it: its key, an old key, an arXiv id, a DOI or an address. */
import { PaperboyError } from '../lib/errors.ts';
import type { Paper } from '../model/paper.ts';
import { arxivId, doiId, urlId } from '../model/paper-id.ts';
import type { Store } from '../store/store.ts';

/** A key as it was asked for; an alias leads to a paper of another key. */
export interface NamedPaper {
  readonly paper: Paper;
  readonly asked: string;
}

/** @throws PaperboyError INPUT_NOT_FOUND where no paper goes by that name. */
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
  throw new PaperboyError('INPUT_NOT_FOUND', `no paper goes by ${name}`, {
    hint: 'Name it by its key, arXiv id, DOI or address. Look for it with: paperboy search --json WORDS',
  });
}
