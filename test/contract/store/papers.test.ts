/** Papers are found by every name, read back as they were written, and changed as a whole or not at all. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nearKeys } from '../../../src/model/near-keys.ts';
import type { Paper } from '../../../src/model/paper.ts';
import { type PaperId, titleId } from '../../../src/model/paper-id.ts';
import type { Store } from '../../../src/store/store.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper } from './sample-papers.ts';

const full: Paper = samplePaper(
  'Kites that “fold” themselves: Čapek’s 𝒪(n) case',
  ['arxiv:2601.00001', 'doi:10.5555/kite', 'url:example.org/kites'],
  {
    abstract: 'We fold kites <b>by themselves</b>; it\'s "easy" & quick.\nTwice.',
    authors: ['Ada Kitemaker', 'Zoë O’Wind'],
    authorCount: 7,
    organization: 'Kite Works',
    published: '2026-01-02',
    categories: ['cs.RO', 'math.MG'],
    links: {
      abstract: 'https://example.org/abs/1',
      pdf: 'https://example.org/pdf/1',
      listing: null,
      code: 'https://example.org/code',
    },
  },
);
const bare = samplePaper('A paper of which only the title is known');

describe.each(engines)('papers on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await open();
    store = opened.store;
  });
  afterEach(() => opened.dispose());

  test('a paper is read as it was written, known and unknown things alike', async () => {
    await store.papers.insert([full, bare]);

    const papers = await store.papers.get([bare.key, full.key]);

    expect([...papers]).toEqual([
      [bare.key, bare],
      [full.key, full],
    ]);
  });

  test('a paper is found by how its title begins, which is none of its ids', async () => {
    await store.papers.insert([full, bare]);
    const keys = nearKeys(full.title);

    const found = await store.papers.keysNear([...keys, 'near:nothing']);

    const { ids } = (await store.papers.get([full.key])).get(full.key)!;
    expect([...found]).toEqual(keys.map((key) => [key, [full.key]]).sort());
    expect(ids).toEqual(full.ids);
  });

  test('a paper is found by how its title begins, also under a better title and after a merge', async () => {
    await store.papers.insert([full, bare]);
    const [cut] = nearKeys(bare.title);
    const [better] = nearKeys('A better title than before');

    await store.papers.update([{ ...bare, title: 'A better title than before' }]);
    await store.papers.merge(full.key, bare.key, 'same DOI');

    const found = await store.papers.keysNear([cut!, better!]);
    expect(found.get(cut!)).toEqual([full.key]);
    expect(found.get(better!)).toEqual([full.key]);
  });

  test('an empty list of authors is not the same as an unknown one', async () => {
    const nobody = samplePaper('Written by nobody', [], { authors: [], authorCount: 0 });
    await store.papers.insert([nobody]);

    const papers = await store.papers.get([nobody.key]);

    expect(papers.get(nobody.key)).toEqual(nobody);
  });

  test('ids come best first, whatever order they were given in', async () => {
    const ids: PaperId[] = [
      'title:x',
      'url:b.example/1',
      'doi:10.1/a',
      'url:a.example/1',
      'arxiv:2601.00002',
    ];
    await store.papers.insert([samplePaper('x', [], { key: 'k', ids })]);

    const papers = await store.papers.get(['k']);

    expect(papers.get('k')?.ids).toEqual([
      'arxiv:2601.00002',
      'doi:10.1/a',
      'url:a.example/1',
      'url:b.example/1',
      'title:x',
    ]);
  });

  test('unknown keys and ids are simply absent', async () => {
    await store.papers.insert([full]);

    const papers = await store.papers.get(['nobody']);
    const keys = await store.papers.keysOf(['arxiv:1111.11111']);

    expect(papers.size).toBe(0);
    expect(keys.size).toBe(0);
  });

  test('a paper is found by each of its ids', async () => {
    await store.papers.insert([full, bare]);

    const keys = await store.papers.keysOf(full.ids);

    expect([...keys].sort()).toEqual(full.ids.map((id) => [id, [full.key]]).sort());
  });

  test('a title names every paper that has it', async () => {
    const first = samplePaper('Editorial', ['arxiv:2601.00003']);
    const second = samplePaper('Editorial', ['arxiv:2601.00004']);
    await store.papers.insert([first, second]);

    const keys = await store.papers.keysOf([titleId('Editorial')]);

    expect(keys.get(titleId('Editorial'))).toEqual([first.key, second.key].sort());
  });

  test('thousands of ids and keys are looked up at once', async () => {
    const many = Array.from({ length: 2500 }, (_, i) =>
      samplePaper(`Number ${i}`, [`doi:10.9/${i}`]),
    );
    await store.papers.insert(many);

    const keys = await store.papers.keysOf(many.flatMap((paper) => paper.ids));
    const papers = await store.papers.get(many.map((paper) => paper.key));

    expect(keys.size).toBe(5000);
    expect([...papers.values()]).toEqual(many);
    expect(await store.papers.count()).toBe(2500);
  });

  test('text that looks like SQL, and characters of all kinds, are just text', async () => {
    const id: PaperId = "doi:10.1/'); drop table papers; --\u0000\u{1f600}";
    const odd = samplePaper('It\'s "x"; drop table papers; -- \u{1f600} ?1 :a', [id]);
    await store.papers.insert([odd]);

    const keys = await store.papers.keysOf([id]);
    const papers = await store.papers.get([odd.key]);

    expect(keys.get(id)).toEqual([odd.key]);
    expect(papers.get(odd.key)).toEqual(odd);
  });

  test('nothing to write is nothing to do', async () => {
    await store.papers.insert([]);
    await store.papers.update([]);

    expect(await store.papers.count()).toBe(0);
  });

  test('a strong id that belongs to another paper refuses the whole insert', async () => {
    await store.papers.insert([full]);
    const other = samplePaper('Another', ['arxiv:2601.00001'], { key: 'another' });

    const inserting = store.papers.insert([bare, other]);

    await expect(inserting).rejects.toMatchObject({ code: 'STORE_MISUSE' });
    expect(await store.papers.count()).toBe(1);
    expect((await store.papers.search('only the title', 5)).total).toBe(0);
  });

  test('a key is given once', async () => {
    await store.papers.insert([full]);

    const inserting = store.papers.insert([samplePaper('Same key', [], { key: full.key })]);

    await expect(inserting).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });

  test('an update replaces what the paper says and adds to its ids', async () => {
    await store.papers.insert([bare, full]);
    const better = { ...full, key: bare.key, ids: ['arxiv:2601.00009'] as const };

    await store.papers.update([better]);

    const papers = await store.papers.get([bare.key, full.key]);
    expect(papers.get(bare.key)).toEqual({ ...better, ids: ['arxiv:2601.00009', ...bare.ids] });
    expect(papers.get(full.key)).toEqual(full);
    expect((await store.papers.keysOf(['arxiv:2601.00009'])).get('arxiv:2601.00009')).toEqual([
      bare.key,
    ]);
    expect(await store.papers.count()).toBe(2);
  });

  test('an update of an unknown paper changes nothing', async () => {
    await store.papers.insert([bare]);

    const updating = store.papers.update([{ ...bare, title: 'New' }, full]);

    await expect(updating).rejects.toMatchObject({ code: 'STORE_MISUSE' });
    expect((await store.papers.get([bare.key])).get(bare.key)?.title).toBe(bare.title);
    expect(await store.papers.count()).toBe(1);
  });

  test('an update cannot take the id of another paper', async () => {
    await store.papers.insert([bare, full]);

    const updating = store.papers.update([{ ...bare, ids: ['doi:10.5555/kite'] }]);

    await expect(updating).rejects.toMatchObject({ code: 'STORE_MISUSE' });
  });
});
