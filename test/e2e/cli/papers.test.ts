/** A wrong merge, seen and undone from the command line. */
import { describe, expect, it } from 'vitest';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();

/** A JSON Feed of one paper. */
function feedOf(name: string, paper: Record<string, string>): string {
  const items = [{ id: paper.url, date_published: '2026-10-14T06:00:00Z', ...paper }];
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: name, items };
  return place.file(name, JSON.stringify(feed));
}

const archive = feedOf('archive.json', {
  title: 'Lamp Oil Scheduling by Barometer',
  url: 'https://arxiv.org/abs/2610.90001',
  content_text: 'A keeper reads the glass at noon and orders oil for nine nights.',
});
const blog = feedOf('blog.json', {
  title: 'Lamp Oil Scheduling by Barometer',
  url: 'https://harbour.example.org/oil',
  content_text: 'Why our lighthouse went electric, told by those who carried the cans.',
});

const inStore = (words: readonly string[]) => place.run([...words, '--data', 'store']);
const ingest = (...files: string[]) =>
  inStore(['ingest', ...files, '--date', '2026-10-14', '--json']);

describe('paperboy papers', () => {
  it('shows what was taken for a paper, undoes it for good, and says so the second time', async () => {
    await ingest(archive, blog);

    const shown = JSON.parse((await inStore(['papers', 'show', '2610.90001', '--json'])).out);
    const text = await inStore(['papers', 'show', 'https://harbour.example.org/oil']);
    const split = await inStore(['papers', 'split', shown.id]);
    const again = await inStore(['papers', 'split', shown.id, '--json']);
    const reread = JSON.parse((await ingest(blog, archive)).out);
    const found = JSON.parse((await inStore(['search', 'barometer', '--json'])).out);

    expect(shown.merges).toEqual([
      {
        number: 1,
        source: 'blog.json',
        day: '2026-10-14',
        position: 1,
        title: 'Lamp Oil Scheduling by Barometer',
        reason: 'same title',
      },
    ]);
    expect(text.out).toContain('blog.json: same title');
    expect(split).toMatchObject({ code: 0, out: expect.stringContaining('two papers') });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ split: 'before', merge: 1 });
    expect(reread).toMatchObject({ papers: 2 });
    expect(found.papers.map(({ url }: { url: string }) => url).sort()).toEqual([
      'https://arxiv.org/abs/2610.90001',
      'https://harbour.example.org/oil',
    ]);
  });

  it('lists several merges and asks which one is meant', async () => {
    const one = feedOf('one.json', { title: 'Fog Horns Compared', url: 'https://a.example.org/f' });
    const two = feedOf('two.json', { title: 'Fog Horns Compared', url: 'https://b.example.org/f' });
    const three = feedOf('three.json', {
      title: 'Fog Horns Compared',
      url: 'https://c.example.org/f',
    });
    await ingest(one, two, three);

    const unclear = await inStore(['papers', 'split', 'https://a.example.org/f']);
    const number = /(\d+) {2}2026-10-14 {2}two\.json/.exec(unclear.err)?.[1] ?? '';
    const clear = await inStore(['papers', 'split', 'a.example.org/f', '--merge', number]);
    const again = await inStore(['papers', 'split', 'a.example.org/f', '--merge', number]);

    expect(unclear).toMatchObject({ code: 2, out: '' });
    expect(unclear.err).toContain('three.json: same title');
    expect(clear.code).toBe(0);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('was undone before') });
  });

  it('says what to do about a name that nothing has, and a merge that is none', async () => {
    const nobody = await inStore(['papers', 'show', '2610.99999']);
    const noMerge = await inStore(['papers', 'split', '2610.90001', '--merge', '77']);
    const noNumber = await inStore(['papers', 'split', '2610.90001', '--merge', 'two']);

    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('paperboy search') });
    expect(noMerge).toMatchObject({ code: 2, err: expect.stringContaining('papers show') });
    expect(noNumber).toMatchObject({ code: 2, err: expect.stringContaining('two') });
  });
});
