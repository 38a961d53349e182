/** The store knows which papers lack something that arXiv may know, and whom it was asked for lately. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/model/paper.ts';
import type { PaperId } from '../../../src/model/paper-id.ts';
import { engines, type TestStore } from './engines.ts';
import { samplePaper, sampleSighting } from './sample-papers.ts';

const whole = { abstract: 'All about lamps.', authors: ['Ada Quill'] };
const [one, two, three]: readonly PaperId[] = [
  ...(['arxiv:2610.90001', 'arxiv:2610.90002', 'arxiv:2610.90003'] as const),
];

describe.each(engines)('hydrations on $name', ({ open }) => {
  let at = '';
  let opened: TestStore;
  beforeEach(async () => {
    at = '2026-10-14T05:00:00.000Z';
    opened = await open({ now: () => at });
  });
  afterEach(() => opened.dispose());

  async function add(paper: Paper, ...days: string[]): Promise<void> {
    await opened.store.papers.insert([paper]);
    await opened.store.sightings.record(days.map((day) => sampleSighting(paper, day)));
  }
  const lacking = () => opened.store.hydrations.lacking('2026-10-12', '2026-10-14');

  test('papers of arXiv that lack abstract or authors are to be asked for, those seen last first', async () => {
    await add(samplePaper('Lamps in fog', [one!]), '2026-10-12');
    await add(samplePaper('Old horns', ['arxiv:hep-ex/0307015'], { authors: null }), '2026-10-13');
    await add(samplePaper('Ropes', [two!], { ...whole, abstract: null }), '2026-10-12');
    await add(samplePaper('Gulls', [three!], { ...whole, authors: null }), '2026-10-14');

    expect(await lacking()).toEqual([three, 'arxiv:hep-ex/0307015', one, two]);
  });

  test('whole papers, papers without an arXiv id, and papers seen on other days are not', async () => {
    await add(samplePaper('Lamps in fog', [one!], whole), '2026-10-14');
    await add(samplePaper('Ropes', ['doi:10.1000/ropes', 'url:example.org/arxiv:1']), '2026-10-14');
    await add(samplePaper('Gulls', [two!]), '2026-10-11', '2026-10-15');

    expect(await lacking()).toEqual([]);
    expect(await opened.store.hydrations.lacking(null, null)).toEqual([two]);
  });

  test('a paper seen on several days and at several sources is named once', async () => {
    const paper = samplePaper('Lamps in fog', [one!]);
    await add(paper, '2026-10-12', '2026-10-13');
    await opened.store.sightings.record([
      sampleSighting(paper, '2026-10-13', { source: 'evening-list' }),
    ]);

    expect(await lacking()).toEqual([one]);
  });

  test('one asked for rests: a week where it was answered, four where arXiv knew nothing', async () => {
    await add(samplePaper('Lamps in fog', [one!]), '2026-10-14');
    await add(samplePaper('Gulls', [two!]), '2026-10-14');
    await opened.store.hydrations.record([one!, two!], new Set([one!]));

    const later = async (moment: string) => {
      at = moment;
      return await lacking();
    };

    expect(await later('2026-10-14T05:00:01.000Z')).toEqual([]);
    expect(await later('2026-10-21T04:59:59.000Z')).toEqual([]);
    expect(await later('2026-10-21T05:00:00.000Z')).toEqual([one]);
    expect(await later('2026-11-11T04:59:59.000Z')).toEqual([one]);
    expect(await later('2026-11-11T05:00:00.000Z')).toEqual([one, two]);
  });

  test('asked for again, the latest time and answer count', async () => {
    await add(samplePaper('Lamps in fog', [one!]), '2026-10-14');
    await opened.store.hydrations.record([one!], new Set());
    at = '2026-11-11T05:00:00.000Z';
    await opened.store.hydrations.record([one!], new Set([one!]));

    const rested = await lacking();
    at = '2026-11-18T05:00:00.000Z';

    expect(rested).toEqual([]);
    expect(await lacking()).toEqual([one]);
  });

  test('an id stays asked for when its paper is merged into another', async () => {
    const [lamps, fog] = [samplePaper('Lamps in fog', [one!]), samplePaper('Fog, with lamps')];
    await add(lamps, '2026-10-14');
    await add(fog, '2026-10-14');
    await opened.store.hydrations.record([one!], new Set());

    await opened.store.papers.merge(fog.key, lamps.key, 'same title');

    expect(await lacking()).toEqual([]);
  });

  test('more ids than fit into one statement are recorded, and none is no trouble', async () => {
    const ids = Array.from({ length: 1_201 }, (_, n): PaperId => `arxiv:2610.${10_000 + n}`);
    await add(samplePaper('Lamps in fog', [ids[1_200]!]), '2026-10-14');

    await opened.store.hydrations.record(ids, new Set(ids));
    await opened.store.hydrations.record([], new Set());

    expect(await lacking()).toEqual([]);
  });
});
