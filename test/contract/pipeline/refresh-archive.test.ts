/** The archive is learned when it is due, in a thread; whatever goes wrong, the one before stays and the day goes on. */
import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databasePath, openAppStore } from '../../../src/pipeline/app.ts';
import { archiveFor, findArchive } from '../../../src/pipeline/learned-archive.ts';
import { makeDigest } from '../../../src/pipeline/make-digest.ts';
import { publishIssue } from '../../../src/pipeline/publish-issue.ts';
import { isDueSince, refreshArchive } from '../../../src/pipeline/refresh-archive.ts';
import { type Learned, learn } from '../../../src/rank/relevance/learn.ts';
import { bagOf, stemNumber } from '../../../src/rank/relevance/term-bag.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { appIn, clock, day, fill, newPaper, somePapers } from './sample-archive.ts';

async function prepare(papers: number) {
  clock.now = `${day}T08:00:00.000Z`;
  const folder = temporaryFolder('archive');
  onTestFinished(() => folder.remove());
  const app = appIn(folder.path);
  const store = await openAppStore(app, 'data');
  onTestFinished(() => store.close());
  await fill(store, somePapers(0, papers));
  const digest = async (topics = app.config.interests) => {
    const request = { date: day, from: day, to: day, title: 'Kites', limit: 5, notices: [] };
    return makeDigest(store, { ...request, interests: topics }, await archiveFor(app, store));
  };
  const doctor = (statement: string) => {
    const db = new Database(databasePath(app));
    db.exec(statement);
    db.close();
  };
  return { folder, app, store, digest, doctor };
}

/** Turns a byte in the middle around. */
const damage = (n: number) =>
  `UPDATE archives SET data = CAST(substr(data, 1, 5000) || x'5a5a5a' || substr(data, 5004) AS BLOB) WHERE n = ${n}`;

describe('it is due', () => {
  const at = new Date('2026-10-14T08:00:00Z');
  const kept = { papers: 1_000, madeAt: '2026-10-13T08:00:00.000Z' };
  const old = { papers: 20_000, madeAt: '2026-10-07T08:00:00.000Z' };

  test.each([
    [null, 299, false],
    [null, 300, true],
    [kept, 0, false],
    [kept, 99, false],
    [kept, 100, true],
    [{ ...kept, papers: 20_000 }, 499, false],
    [{ ...kept, papers: 20_000 }, 500, true],
    [old, 0, false],
    [old, 1, true],
  ])('after %o with %i new papers: %s', (before, papers, due) => {
    expect(isDueSince(before, papers, at)).toBe(due);
  });
});

test('a store of few papers has no archive, and its digest learns from the candidates', async () => {
  const { app, store, digest } = await prepare(299);

  expect(await refreshArchive(app, store)).toBeNull();
  expect(await archiveFor(app, store)).toBeNull();
  expect((await digest()).counts.chosen).toBe(5);
});

test('an empty store is nothing to learn from', async () => {
  const { app, store, digest } = await prepare(0);

  expect(await refreshArchive(app, store)).toBeNull();
  expect((await digest()).counts.chosen).toBe(0);
});

test('300 papers are learned from in a thread, once, and again when a tenth has come', async () => {
  const { app, store } = await prepare(300);
  const told: number[] = [];
  const onLearning = (papers: number) => told.push(papers);

  const first = await refreshArchive(app, store, { onLearning });
  const again = await refreshArchive(app, store, { onLearning });
  await store.papers.insert(somePapers(300, 330));
  const later = await refreshArchive(app, store, { onLearning });

  expect(first).toMatchObject({ papers: 300, notice: null });
  expect(again).toBeNull();
  expect(later).toMatchObject({ papers: 330, notice: null });
  expect(told).toEqual([300, 330]);
  expect((await archiveFor(app, store))?.archive.papers).toBe(330);
});

test('the newest two are kept', async () => {
  const { app, store } = await prepare(300);

  for (let time = 0; time < 3; time++) {
    await store.papers.insert(somePapers(300 + 40 * time, 340 + 40 * time));
    await refreshArchive(app, store);
  }

  expect((await store.archives.list()).map(({ papers }) => papers)).toEqual([420, 380]);
});

test('two stores fed alike keep the same bytes, and show the same digest', async () => {
  const [one, two] = [await prepare(300), await prepare(300)];
  const bytes: (Uint8Array | null)[] = [];
  for (const { app, store } of [one, two]) {
    await refreshArchive(app, store);
    bytes.push(await store.archives.data((await store.archives.latest())?.n ?? 0));
  }

  expect(Buffer.from(bytes[0]!).equals(bytes[1]!)).toBe(true);
  expect(JSON.stringify(await one.digest())).toBe(JSON.stringify(await two.digest()));
  expect(JSON.stringify(await one.digest())).toBe(JSON.stringify(await one.digest()));
});

test('the issue is ranked by what the archive taught', async () => {
  const { app, store, digest } = await prepare(300);
  const scoresOf = ({ sections }: Awaited<ReturnType<typeof digest>>) =>
    sections.flatMap(({ papers }) => papers.map(({ paper, score }) => [paper.key, score]));
  const byCandidates = scoresOf(await digest());
  await refreshArchive(app, store);

  const { issue } = await publishIssue(app, store, day);

  // Further down, a longer digest has other shares.
  const published = scoresOf(issue!.digest).slice(0, 3);
  expect(published).toEqual(scoresOf(await digest()).slice(0, published.length));
  expect(published).not.toEqual(byCandidates);
});

test('what the thread learned is what is learned here, where words have other numbers', async () => {
  const { app, store } = await prepare(300);
  stemNumber('a word before all others');
  await refreshArchive(app, store);
  const request = { date: day, from: day, to: day, title: 'Kites', limit: 5, notices: [] };
  const digest = (learned: Learned | null) =>
    makeDigest(store, { ...request, interests: app.config.interests }, learned);

  const learned = await archiveFor(app, store);
  const kept = await digest(learned);
  const newestFirst = somePapers(0, 300).reverse();
  const learnedHere = learn(newestFirst.map((paper) => bagOf(paper)));
  const here = await digest(learnedHere);

  expect(JSON.stringify(kept)).toBe(JSON.stringify(here));
  expect(learned?.papers.authors).toEqual(learnedHere.papers.authors);
});

test('a new paper is folded in: a word that the archive never met is found by a topic', async () => {
  const { app, store, digest } = await prepare(300);
  await refreshArchive(app, store);
  await fill(store, [newPaper('Quagglebits at sea', 'We count quagglebits in harbours.')], 1);

  const topics = [{ name: 'quagglebits', weight: 1, exact: false }];
  const { sections } = await digest({ ...app.config.interests, topics });

  expect(sections[0]?.papers[0]?.paper.title).toBe('Quagglebits at sea');
  expect(sections[0]?.papers[0]?.reasons[0]).toBe('“quagglebits” in the title');
  const { archive } = (await archiveFor(app, store))!;
  expect(archive.stems, 'the next digest does not know of it').toHaveLength(archive.terms);
});

test('a thread that takes too long is ended, and the archive before stays', async () => {
  const { app, store, digest } = await prepare(300);
  await refreshArchive(app, store);
  await store.papers.insert(somePapers(300, 400));
  const before = JSON.stringify(await digest());

  const report = await refreshArchive(app, store, { patience: 1 });

  expect(report?.papers).toBeNull();
  expect(report?.notice).toBe(
    'Learning from the papers kept failed: it took too long. Digests are ranked by what was learned before.',
  );
  expect((await store.archives.list()).map(({ papers }) => papers)).toEqual([300]);
  expect(JSON.stringify(await digest())).toBe(before);
});

test.each([0, 300, 700])(
  'killed %i ms after it began to learn, the archive before stays, or the new one is whole',
  async (ms) => {
    const { folder, app, store } = await prepare(300);
    await refreshArchive(app, store);
    await store.papers.insert(somePapers(300, 1_500));

    const script = new URL('learn-and-die.ts', import.meta.url).pathname;
    const died = spawnSync(process.execPath, ['--import', 'tsx', script, folder.path, String(ms)], {
      encoding: 'utf8',
    });

    expect(died.signal, died.stderr).toBe('SIGKILL');
    const kept = (await store.archives.list()).map(({ papers }) => papers);
    // A quick machine may have learned everything by then.
    const isDone = ms > 0 && kept.length === 2;
    expect(kept).toEqual(isDone ? [1_500, 300] : [300]);
    expect((await archiveFor(app, store))?.archive.papers).toBe(isDone ? 1_500 : 300);
    const report = await refreshArchive(app, store);
    if (isDone) expect(report).toBeNull();
    else expect(report).toMatchObject({ papers: 1_500, notice: null });
  },
);

test('two processes at once are harmless: one of the two archives is kept', async () => {
  const { app, store } = await prepare(300);
  const other = await openAppStore(app, 'data');
  onTestFinished(() => other.close());

  const reports = await Promise.all([refreshArchive(app, store), refreshArchive(app, other)]);

  expect(reports.map((report) => report?.notice)).toEqual([null, null]);
  expect(await store.archives.list()).toHaveLength(1);
});

test('a damaged archive is passed over for the one before, told once and learned anew', async () => {
  const { app, store, digest, doctor } = await prepare(300);
  await refreshArchive(app, store);
  await store.papers.insert(somePapers(300, 340));
  await refreshArchive(app, store);
  doctor(damage(2));

  const { kept } = await findArchive(app, store);
  const { counts } = await digest();
  const report = await refreshArchive(app, store);
  const again = await refreshArchive(app, store);

  expect(kept?.info.n).toBe(1);
  expect(counts.chosen).toBe(5);
  expect(report).toMatchObject({
    papers: 340,
    notice:
      'What was learned from the papers kept on 2026-10-14 could not be read; it was learned anew.',
  });
  expect(again).toBeNull();
  expect((await store.archives.list()).map(({ papers }) => papers)).toEqual([340, 300]);
});

test('with nothing but a damaged archive, the digest learns from the candidates until the next run', async () => {
  const { app, store, digest, doctor } = await prepare(300);
  const byCandidates = JSON.stringify(await digest());
  await refreshArchive(app, store);
  doctor(damage(1));

  const without = JSON.stringify(await digest());
  const report = await refreshArchive(app, store);

  expect(without).toBe(byCandidates);
  expect(report?.papers).toBe(300);
  expect(JSON.stringify(await digest())).not.toBe(byCandidates);
});

test('an archive of another format is learned anew without a word', async () => {
  const { app, store, doctor } = await prepare(300);
  await refreshArchive(app, store);
  doctor("UPDATE archives SET format = '0-older'");

  expect(await archiveFor(app, store)).toBeNull();
  expect(await refreshArchive(app, store)).toMatchObject({ papers: 300, notice: null });
  expect((await archiveFor(app, store))?.archive.papers).toBe(300);
});
