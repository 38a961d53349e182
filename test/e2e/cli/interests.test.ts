/** Teaching it what one likes, as people do it on the command line. */
import { describe, expect, it } from 'vitest';
import { bibtexFile } from '../../unit/sources/library/sample-library.ts';
import { abstractOf, pastedPage, temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
const inStore = (words: readonly string[], input = '') =>
  place.run([...words, '--data', 'store'], { input });
const interests = (words: readonly string[], input = '') => inStore(['interests', ...words], input);

describe('paperboy interests', () => {
  it('imports, votes, shows and forgets, for oneself and for a reader apart', async () => {
    const page = pastedPage([
      { title: 'Lamp Oil Scheduling by Barometer', abstract: abstractOf('lamp oil') },
      { title: 'Fog Horns as Language Models', abstract: abstractOf('fog horns') },
    ]);
    await inStore(['ingest', place.file('page.txt', page), '--date', '2026-10-14']);
    await inStore(['subscribers', 'add', 'ada@example.org', '--topics', 'kelp:2']);

    const imported = await interests(['import', place.file('mine.bib', bibtexFile(200, 9))]);
    const lines = 'fog horns as language models\nNobody Knows This One\n1903.10003\n';
    const piped = await interests(['import', '-', '--for', 'ada@example.org', '--json'], lines);
    const vote = await interests(['vote', 'Lamp Oil Scheduling by Barometer', '--less']);
    const shown = await interests(['show']);
    const all = await interests(['show', '--all']);
    const hers = await interests(['show', '--for', 'ada@example.org', '--json']);
    const taken = await interests(['vote', '1903.10003', '--forget', '--for', 'ada@example.org']);
    const asked = await interests(['reset']);
    const reset = await interests(['reset', '--yes', '--json']);
    const after = await interests(['show', '--for', 'ada@example.org', '--json']);
    const digest = await inStore(['digest', '--date', '2026-10-14', '--format', 'json']);

    expect(imported).toMatchObject({
      code: 0,
      out: expect.stringContaining('199 new, 1 not read'),
    });
    expect(imported.err).toContain('mine.bib:73: not read: leaky: it is not closed');
    expect(piped.code).toBe(0);
    expect(JSON.parse(piped.out)).toMatchObject({
      reader: 'ada@example.org',
      dryRun: false,
      files: [
        {
          ...{ file: 'stdin', format: 'titles', entries: 3, liked: 2 },
          matched: { id: 1, title: 1 },
          unmatched: [{ line: 2, name: 'Nobody Knows This One' }],
        },
      ],
    });
    expect(vote).toMatchObject({
      code: 0,
      out: expect.stringContaining('less like this: Lamp Oil'),
    });
    expect(shown.out).toContain('200 papers, 199 of them imported');
    expect(shown.out).toMatch(/You seem to like:/);
    expect(shown.err).toContain('Not so? paperboy interests vote PAPER --less');
    expect(shown.out).toMatch(/disliked \(1\):\n {2}\d{4}-\d\d-\d\d {2}[a-z2-7]{12} {2}Lamp Oil/);
    const linesOf = (text: string) => text.match(/^ {2}\d{4}-\d\d-\d\d /gm)?.length;
    expect([linesOf(shown.out), linesOf(all.out)]).toEqual([11, 200]);
    expect(all.out).toContain('liked (199):');
    expect(JSON.parse(hers.out)).toMatchObject({
      topics: [{ name: 'kelp', weight: 2 }],
      ...{ liked: 2, disliked: 0, imported: 2, trend: null },
      seemsToLike: [{ papers: 2, words: expect.arrayContaining(['fog horns']) }],
    });
    expect(taken.code).toBe(0);
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(JSON.parse(reset.out)).toEqual({ reader: null, forgotten: 200 });
    expect(JSON.parse(after.out)).toMatchObject({ liked: 1 });
    expect(JSON.parse(digest.out).counts).toMatchObject({ papers: 2 });
  });

  it('votes on several papers at once, or on none where one is not known', async () => {
    const titles = ['Lamp Oil by Ear', 'Fog Horns by Hand'];
    const page = pastedPage(titles.map((title) => ({ title, abstract: abstractOf(title) })));
    const own = (...words: readonly string[]) => place.run([...words, '--data', 'several']);
    await own('ingest', place.file('several.txt', page), '--date', '2026-10-14');
    const vote = (...names: readonly string[]) =>
      own('interests', 'vote', ...names, '--more', '--json');

    const unknown = await vote(titles[0]!, 'Nobody Knows This One');
    const both = await vote(...titles);
    const lines = both.out.trim().split('\n');

    expect(unknown).toMatchObject({ out: '', err: expect.stringContaining('Nobody Knows') });
    expect(unknown.code).not.toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      titles.map((title) => ({
        ...{ reader: null, id: expect.any(String), title, value: 1 },
        changed: true,
      })),
    );
  });

  it('says what is wrong: no file, no reader, no side taken, nothing that can be read', async () => {
    const files = [place.file('odd.bib', '@article{x, title = {Open'), 'missing.bib'];

    const outcomes = await Promise.all([
      interests(['import', 'missing.bib']),
      interests(['import', ...files]),
      interests(['import', place.file('a.txt', 'A Title\n'), '--format', 'docx']),
      interests(['show', '--for', 'nobody@example.org']),
      interests(['vote', '1903.10003', '--more', '--less']),
      interests(['import', place.file('half.bib', bibtexFile(3, 1)), '--strict', '--dry-run']),
    ]);

    expect(outcomes.map(({ code }) => code)).toEqual([2, 1, 2, 1, 2, 1]);
    expect(outcomes[1]?.err).toContain('odd.bib:1: not read: x');
    expect(outcomes[1]?.err).toContain('missing.bib');
    expect(outcomes[5]?.out).toContain('2 would be liked');
  });

  it('reads a Latin-1 file with CRLF, and says so', async () => {
    const text =
      '@misc{a,\r\n title = {Gezeiten für Anfänger},\r\n author = {Öztürk, Jérôme}\r\n}\r\n';

    const file = place.file('latin.bib', Buffer.from(text, 'latin1'));
    const { code, err } = await place.run(['interests', 'import', file, '--data', 'latin']);
    const { out } = await place.run(['interests', 'show', '--data', 'latin']);

    expect([code, err]).toEqual([0, expect.stringContaining('Windows-1252')]);
    expect(out).toContain('Gezeiten für Anfänger');
  });
});
