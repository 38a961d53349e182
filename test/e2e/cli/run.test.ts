/** The daily job as cron calls it: once a day whatever happens, and never two at a time. */
import { once } from 'node:events';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { takeJobLock } from '../../../src/store/job-lock.ts';
import { dumpStore, furnish, publicFiles } from './daily-site.ts';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
furnish(place);
const run = (data: string, ...more: string[]) =>
  place.run(['run', '--date', '2026-10-14', '--data', data, ...more]);
const at = (...path: string[]) => join(place.folder, ...path);

describe('paperboy run', () => {
  it('publishes an issue, its page, the index and the feeds, and tells what it did', async () => {
    const { code, out, err } = await run('told', '--json');

    const result = JSON.parse(out);
    expect(code).toBe(0);
    expect(result).toMatchObject({
      ...{ date: '2026-10-14', issue: 'published', papers: 4, dryRun: false },
      sources: [
        { source: 'first.txt', verdict: 'fresh', listed: 8, new: 8 },
        { source: 'second.txt', verdict: 'fresh', listed: 8, new: 4, known: 4 },
      ],
    });
    expect(result.written.sort()).toEqual(Object.keys(publicFiles(place, 'told')));
    expect(err).toContain('2026-10-14: issue published, 4 papers');
  });

  it('run again, leaves the same store and the very same files', async () => {
    await run('twice');
    const files = publicFiles(place, 'twice');
    const store = dumpStore(at('twice/paperboy.db'));
    const before = statSync(at('twice/public/feed.xml')).mtimeMs;

    const again = await run('twice', '--json');

    expect(JSON.parse(again.out)).toMatchObject({ issue: 'kept', papers: 4, written: [] });
    expect(publicFiles(place, 'twice')).toEqual(files);
    expect(statSync(at('twice/public/feed.xml')).mtimeMs).toBe(before);
    expect(dumpStore(at('twice/paperboy.db'))).toEqual(store);
  });

  it('shows no paper on two days, and keeps the older issue as it was', async () => {
    await run('days');
    const next = await place.run(['run', '--date', '2026-10-15', '--data', 'days', '--json']);

    const { items } = JSON.parse(publicFiles(place, 'days')['feed.json'] ?? '');
    const days = items.map(({ date_published }: { date_published: string }) =>
      date_published.slice(0, 10),
    );
    expect(JSON.parse(next.out).issue).toBe('published');
    expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(8);
    expect(days).toEqual(Array(8).fill('2026-10-14'));
    const issues = publicFiles(place, 'days')['issues.xml'] ?? '';
    const [newer = '', older = ''] = issues.split('<item>').slice(1);
    expect([newer, older].map((issue) => issue.match(/&lt;li&gt;/g)?.length)).toEqual([4, 4]);
    expect(older).toContain('issue/2026-10-14');
  });

  it('says so when there is nothing new, and makes no issue of nothing', async () => {
    place.file('none.yaml', 'sources: []\n');
    const words = ['run', '--config', 'none.yaml', '--data', 'none', '--date', '2026-10-14'];

    const { code, err } = await place.run(words);
    const again = await place.run([...words, '--json']);

    expect(code).toBe(0);
    expect(err).toContain('2026-10-14: nothing new to publish');
    expect(JSON.parse(again.out)).toMatchObject({ issue: 'nothing', papers: 0, written: [] });
    expect(Object.keys(publicFiles(place, 'none'))).not.toContain('2026-10-14.html');
  });

  it('leaves a digest from the store that says which source could not be read', async () => {
    place.file('half.yaml', 'sources: [first.txt, gone.txt]\n');
    const words = ['--config', 'half.yaml', '--data', 'half', '--date', '2026-10-14'];
    await place.run(['run', ...words]);

    const { out } = await place.run(['digest', '--json', ...words]);

    expect(JSON.parse(out).notices).toEqual(['gone.txt could not be read.']);
  });

  it('publishes with the sources that can be read, names the others, and tells no path', async () => {
    const path = at('secret-folder/missing.txt');
    place.file('some.yaml', `sources: [first.txt, ${path}]\n`);
    const words = ['run', '--config', 'some.yaml', '--data', 'some', '--date', '2026-10-14'];

    const { code, err } = await place.run(words);
    const strict = await place.run([...words, '--strict']);

    expect([code, strict.code]).toEqual([0, 1]);
    expect(err).toContain('warning: there is no file');
    const files = publicFiles(place, 'some');
    expect(files['index.html']).toContain('missing.txt could not be read.');
    expect(JSON.stringify(files)).not.toContain('secret-folder');
  });

  it('publishes nothing when no source can be read, and fails', async () => {
    place.file('all.yaml', 'sources: [missing.txt]\n');
    await run('all');

    const words = ['run', '--config', 'all.yaml', '--data', 'all', '--date', '2026-10-15'];
    const { code, err } = await place.run(words);

    expect(code).toBe(2);
    expect(err).toContain('there is no file missing.txt');
    expect(dumpStore(at('all/paperboy.db')).issues).toHaveLength(1);
  });

  it('with --dry-run tells the same and writes nothing, in a new place or in one that has issues', async () => {
    const fresh = await run('dry', '--dry-run', '--json');
    expect(existsSync(at('dry'))).toBe(false);
    await run('dry');
    const [files, store] = [publicFiles(place, 'dry'), dumpStore(at('dry/paperboy.db'))];

    const next = await place.run('run --dry-run --json --date 2026-10-15 --data dry'.split(' '));

    expect(JSON.parse(fresh.out)).toMatchObject({ issue: 'published', papers: 4, dryRun: true });
    expect(JSON.parse(next.out)).toMatchObject({ issue: 'published', papers: 4, dryRun: true });
    expect(JSON.parse(next.out).written).toContain('2026-10-15.html');
    expect(publicFiles(place, 'dry')).toEqual(files);
    expect(dumpStore(at('dry/paperboy.db'))).toEqual(store);
  });

  it('writes again what was damaged, and clears away what a killed writer left', async () => {
    await run('damaged');
    const files = publicFiles(place, 'damaged');
    writeFileSync(at('damaged/public/feed.xml'), '<rss>');
    rmSync(at('damaged/public/index.html'));
    writeFileSync(at('damaged/public/.feed.xml.1.partial'), 'half');

    await run('damaged');

    expect(publicFiles(place, 'damaged')).toEqual(files);
  });
});

describe('two jobs at once', () => {
  it('the second ends at once with 75 and says why, or waits with --wait', async () => {
    await run('locked');
    const lock = await takeJobLock(at('locked/job.lock.db'), { onWait: null });

    const refused = await run('locked');
    const waiting = run('locked', '--wait');
    const first = await Promise.race([waiting.then(() => 'done'), sleep(1_500, 'waiting')]);
    lock.release();
    const waited = await waiting;

    expect(refused.code).toBe(75);
    expect(refused.err).toMatch(/another job is at work.*\n.*--wait/);
    expect(first).toBe('waiting');
    expect(waited.code).toBe(0);
    expect(waited.err).toContain('waiting for another job to end');
  });

  it('commands that only read need no lock', async () => {
    await run('read');
    const lock = await takeJobLock(at('read/job.lock.db'), { onWait: null });

    const search = await place.run(['search', 'gulls', '--data', 'read']);
    const digest = await place.run(['digest', '--date', '2026-10-14', '--data', 'read']);

    lock.release();
    expect([search.code, digest.code]).toEqual([0, 0]);
  });

  it('a holder that is killed has freed the lock at once', async () => {
    const script = `
      import { takeJobLock } from ${JSON.stringify(new URL('../../../dist/store/job-lock.js', import.meta.url).pathname)};
      await takeJobLock(${JSON.stringify(at('killed.lock.db'))}, { onWait: null });
      process.stdout.write('held');
      setInterval(() => {}, 1000);`;
    const { spawn } = await import('node:child_process');
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    await once(holder.stdout, 'data');
    const held = takeJobLock(at('killed.lock.db'), { onWait: null });
    await expect(held).rejects.toMatchObject({ code: 'JOB_LOCKED' });

    holder.kill('SIGKILL');
    await once(holder, 'exit');

    const lock = await takeJobLock(at('killed.lock.db'), { onWait: null });
    lock.release();
  });
});
