/** The address that asks arXiv's query API for papers by id. */
import { describe, expect, it } from 'vitest';
import type { PaperId } from '../../../../src/model/paper-id.ts';
import { idsAddress, mostIds } from '../../../../src/sources/arxiv-api/ids-address.ts';

const base = 'https://arxiv.example.org/api/query';
const many = (number: number) =>
  Array.from({ length: number }, (_, at): PaperId => `arxiv:2610.${10_000 + at}`);

describe('the address for ids', () => {
  it('names all of them, old ones too, and asks for as many answers', () => {
    expect(idsAddress(base, ['arxiv:2610.90001', 'arxiv:hep-ex/0307015'])).toBe(
      `${base}?id_list=2610.90001,hep-ex/0307015&max_results=2`,
    );
  });

  it('holds up to a hundred and stays short enough for any server on the way', () => {
    const address = idsAddress(base, many(mostIds));

    expect(new URL(address).searchParams.get('id_list')?.split(',')).toHaveLength(100);
    expect(new URL(address).searchParams.get('max_results')).toBe('100');
    expect(address.length).toBeLessThan(2_000);
  });

  it.each<[string, readonly PaperId[]]>([
    ['none', []],
    ['too many', many(mostIds + 1)],
    ['one that is not of arXiv', ['arxiv:2610.90001', 'doi:10.1000/lamp']],
  ])('refuses %s', (_what, ids) => {
    expect(() => idsAddress(base, ids)).toThrow(RangeError);
  });
});
