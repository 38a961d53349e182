/** What `paperboy papers split` does: one merge undone for good, and said so. */
import { PaperboyError } from '../lib/errors.ts';
import { openAppStore } from '../pipeline/app.ts';
import type { NumberedMerge } from '../store/merges.ts';
import type { SplitResult } from '../store/splits.ts';
import type { Store } from '../store/store.ts';
import { createContext, type GlobalOptions } from './context.ts';
import { findPaper, type NamedPaper } from './find-paper.ts';
import { mergeLines } from './papers-show.ts';

/** The two papers, and whether they were split just now. */
interface Outcome extends SplitResult {
  readonly isNew: boolean;
}

export async function splitPaper(
  name: string,
  options: GlobalOptions & { readonly merge?: string },
): Promise<void> {
  const number = readNumber(options.merge);
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    const outcome = await store.transaction(async (tx) => {
      const named = await findPaper(tx, name);
      return (await splitMerge(tx, named, number)) ?? (await findSplit(tx, named, number));
    });
    const papers = await store.papers.get([outcome.key, outcome.from]);
    const describe = (key: string) => ({ id: key, title: papers.get(key)?.title ?? null });
    if (options.json === true) {
      const { isNew, number: merge, doubts } = outcome;
      const result = { split: isNew ? 'now' : 'before', merge };
      const both = [describe(outcome.key), describe(outcome.from)];
      await console.result(`${JSON.stringify({ ...result, papers: both, doubts }, null, 2)}\n`);
      return;
    }
    const said = outcome.isNew
      ? `Merge ${outcome.number} is undone. These are two papers from now on:`
      : `Merge ${outcome.number} was undone before. These are two papers:`;
    const lines = [outcome.key, outcome.from].map((key) => `  ${key}  ${describe(key).title}`);
    await console.result(`${[said, ...lines].join('\n')}\n`);
    for (const doubt of outcome.doubts) console.note(doubt);
    if (!outcome.isNew && number === null) {
      console.note(`Other merges are undone by their number: paperboy papers show ${outcome.key}`);
    }
  } finally {
    await store.close();
  }
}

/** Undoes the merge that is meant; null where there is none (left). */
async function splitMerge(
  store: Store,
  { paper, asked }: NamedPaper,
  number: number | null,
): Promise<Outcome | null> {
  const merges = await store.merges.of(paper.key);
  const meant = merges.filter((merge) =>
    number === null ? isOf(merge, asked) : merge.number === number,
  );
  // Asked a second time, a paper that was split is not split once more.
  const isAny = meant.length === 0 && number === null;
  if (isAny && (await store.splits.of(paper.key)).length > 0) return null;
  const [merge] = isAny ? merges : meant;
  if (merge === undefined) return null;
  if (isAny && merges.length > 1) {
    throw new PaperboyError(
      'USAGE',
      `${merges.length} times something was taken for ${paper.title}:\n${merges.flatMap(mergeLines).join('\n')}`,
      { hint: `Say which one to undo: paperboy papers split ${asked} --merge ${merge.number}` },
    );
  }
  return { ...(await store.splits.split(merge.number)), isNew: true };
}

/** An old key names the merge by which it became one. */
function isOf(merge: NumberedMerge, asked: string): boolean {
  return merge.source === `paper:${asked}`;
}

async function findSplit(
  store: Store,
  { paper }: NamedPaper,
  number: number | null,
): Promise<Outcome> {
  const splits = await store.splits.of(paper.key);
  const split = splits.find((each) => number === null || each.number === number);
  if (split !== undefined) {
    const { number, paperKey } = split;
    return { key: paper.key, from: paperKey, number, doubts: [], isNew: false };
  }
  throw new PaperboyError(
    'USAGE',
    number === null
      ? `nothing was ever taken for ${paper.title}`
      : `${paper.title} has no merge ${number}`,
    { hint: `See what is on its record: paperboy papers show ${paper.key}` },
  );
}

function readNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new PaperboyError('USAGE', `${text} is not the number of a merge`, {
    hint: 'papers show says the number of each merge of a paper.',
  });
}
