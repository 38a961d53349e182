/** What `paperboy papers show` prints: a paper with its names, sightings, merges, and what it is kept apart from. */
import { count } from '../lib/text.ts';
import { openAppStore } from '../pipeline/app.ts';
import type { NumberedMerge } from '../store/merges.ts';
import { createContext, type GlobalOptions } from './context.ts';
import { findPaper } from './find-paper.ts';

export async function showPaper(name: string, options: GlobalOptions): Promise<void> {
  const { app, console } = createContext(options);
  const store = await openAppStore(app, 'data');
  try {
    const { paper } = await findPaper(store, name);
    const sightings = await store.sightings.of(paper.key);
    const merges = await store.merges.of(paper.key);
    const splits = await store.splits.of(paper.key);
    if (options.json === true) {
      const { key: id, ...rest } = paper;
      await console.result(
        `${JSON.stringify(
          {
            id,
            ...rest,
            sightings,
            merges: merges.map(({ paperKey: _, ...merge }) => merge),
            apart: splits.map(({ paperKey, ...split }) => ({ id: paperKey, ...split })),
          },
          null,
          2,
        )}\n`,
      );
      return;
    }
    const { abstract, pdf, listing, code } = paper.links;
    const facts: readonly (readonly [string, string | null])[] = [
      ['key', paper.key],
      ['ids', paper.ids.filter((id) => !id.startsWith('title:')).join('  ') || null],
      ['authors', paper.authors?.join(', ') ?? numberOf(paper.authorCount)],
      ['organisation', paper.organization],
      ['published', paper.published],
      ['abstract', abstract],
      ['PDF', pdf],
      ['listing', listing],
      ['code', code],
    ];
    const lines = [paper.title, ...facts.flatMap(([what, text]) => factLine(what, text))];
    if (paper.abstract !== null) lines.push('', paper.abstract);
    lines.push('', `seen in ${count(sightings.length, 'listing')}:`);
    for (const { source, day, position, upvotes, comments, stars } of sightings) {
      const signals = [
        position === null ? null : `place ${position}`,
        upvotes === null ? null : count(upvotes, 'upvote'),
        comments === null ? null : count(comments, 'comment'),
        stars === null ? null : count(stars, 'star'),
      ].filter((signal) => signal !== null);
      lines.push(`  ${[`${day}  ${source}`, ...signals].join(' · ')}`);
    }
    if (merges.length > 0) lines.push('', 'taken for this paper:', ...merges.flatMap(mergeLines));
    if (splits.length > 0) lines.push('', 'kept apart from:');
    for (const { paperKey, number, title } of splits) {
      lines.push(`  ${paperKey}, since merge ${number} was undone: ${title}`);
    }
    await console.result(`${lines.join('\n')}\n`);
    if (merges.length > 0) {
      console.note(`Undo one for good with: paperboy papers split ${paper.key} --merge NUMBER`);
    }
  } finally {
    await store.close();
  }
}

/** A merge on record, with the number it is undone by. */
export function mergeLines({ number, source, day, title, reason }: NumberedMerge): string[] {
  return [`  ${number}  ${day}  ${source}: ${reason}`, `     ${title}`];
}

function factLine(what: string, text: string | null): readonly string[] {
  return text === null ? [] : [`  ${`${what} `.padEnd(13)}${text}`];
}

function numberOf(authors: number | null): string | null {
  return authors === null ? null : String(authors);
}
