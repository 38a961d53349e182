/** What fits against what trends: one number between the two, at its ends one of them alone. */
import { describe, expect, it } from 'vitest';
import type { Interests } from '../../../src/model/interests.ts';
import { candidate, interestedIn, others, rank, titles } from './sample-candidates.ts';

const kites = candidate('Folding kites by hand', {}, { upvotes: 0 });
const loud = candidate('Trumpets for large rooms', {}, { upvotes: 900 });
const quietKites = candidate('Kites in still air', {}, { upvotes: 2 });
const papers = [kites, loud, quietKites, ...others];

const wanting = (trend: number, more: Partial<Interests> = {}) =>
  rank(papers, { ...interestedIn('kites'), trend, ...more });
const partOf = (ranked: ReturnType<typeof rank>, at: number, name: string) =>
  ranked[at]?.parts.find((part) => part.name.startsWith(name));

describe('the blend', () => {
  it('at 0 lets no attention count', () => {
    const ranked = wanting(0);

    expect(titles(ranked).slice(0, 2).sort()).toEqual([
      'Folding kites by hand',
      'Kites in still air',
    ]);
    for (const { parts, reasons } of ranked) {
      expect(parts.map(({ name }) => name)).not.toContain('attention');
      expect(reasons.join()).not.toMatch(/upvotes/);
    }
  });

  it('at 1 lets only attention count, and no reason names a topic', () => {
    const ranked = wanting(1);
    const plain = rank(papers, { ...interestedIn() });

    expect(titles(ranked)).toEqual(titles(plain));
    expect(titles(ranked)[0]).toBe('Trumpets for large rooms');
    for (const { parts, reasons } of ranked) {
      expect(parts.every(({ name }) => !name.startsWith('topic'))).toBe(true);
      expect(reasons.join()).not.toContain('kites');
    }
  });

  it('at 1 still puts whoever is followed first, and keeps the muted out', () => {
    const by = candidate('Bells', { authors: ['Anna Winter'] }, { upvotes: 0 });
    const ranked = rank([...papers, by], {
      ...interestedIn('kites'),
      ...{ trend: 1, authors: ['Anna Winter'], muted: ['trumpet'] },
    });

    expect(titles(ranked)[0]).toBe('Bells');
    expect(titles(ranked)).not.toContain('Trumpets for large rooms');
  });

  it('between them counts attention by its share', () => {
    const [half, most] = [wanting(0.5), wanting(0.9)].map((ranked) =>
      partOf(
        ranked,
        ranked.findIndex(({ paper }) => paper.title === loud.paper.title),
        'attention',
      ),
    );

    expect(half?.value).toBeGreaterThan(0);
    expect(most?.value).toBeCloseTo((half?.value ?? 0) * (0.9 / 0.5), 9);
  });
});
