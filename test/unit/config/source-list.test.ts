/** The list of sources: plain places, objects, short forms, and errors that name the faulty entry. */
import { describe, expect, it } from 'vitest';
import { sourceList } from '../../../src/config/source-list.ts';
import { isDated, placeOn, plainSource, republishOf } from '../../../src/model/source.ts';

describe('the list of sources', () => {
  it('reads plain places, from a line and from a list', () => {
    expect(sourceList('https://example.org/a, drop/')).toEqual([
      plainSource('https://example.org/a'),
      plainSource('drop/'),
    ]);
    expect(sourceList(['drop/', ''])).toEqual([plainSource('drop/')]);
  });

  it('reads every setting of an object', () => {
    const [source] = sourceList([
      {
        name: 'Tidal Studies',
        from: ['https://example.org/{date}', 'https://example.org/'],
        rhythm: 'weekly',
        announce: ['new', 'replace'],
        republish: 'title',
        allowPrivate: true,
        poll: 30,
      },
    ]);

    expect(source).toEqual({
      name: 'Tidal Studies',
      places: ['https://example.org/{date}', 'https://example.org/'],
      rhythm: 'weekly',
      announce: ['new', 'replace'],
      republish: 'title',
      allowPrivate: true,
      poll: 30,
    });
  });

  it('knows Hugging Face, arXiv and bioRxiv by short forms, the API before the page', () => {
    const [daily, trending, arxiv, biorxiv] = sourceList([
      { huggingface: 'daily' },
      { huggingface: 'trending' },
      { arxiv: ['cs.AI', 'q-bio.NC'] },
      { biorxiv: ['genomics', 'Cell Biology'] },
    ]);

    expect(daily?.places.map((place) => placeOn(place, '2026-10-14'))).toEqual([
      'https://huggingface.co/api/daily_papers?date=2026-10-14&limit=100',
      'https://huggingface.co/papers/date/2026-10-14',
    ]);
    expect(isDated(daily!)).toBe(true);
    expect(isDated(trending!)).toBe(false);
    expect(arxiv).toMatchObject({ name: 'arXiv cs.AI+q-bio.NC', announce: ['new', 'cross'] });
    expect(arxiv?.places[0]).toBe('https://rss.arxiv.org/rss/cs.AI+q-bio.NC');
    expect(biorxiv?.places[0]).toMatch(/subject=genomics\+cell_biology$/);
  });

  const faults: readonly [unknown, RegExp][] = [
    [[{ name: 'no place' }], /source 1: expected one of from, huggingface, arxiv, biorxiv/],
    [['a', { from: 'b', rythm: 'daily' }], /source 2: there is no setting rythm/],
    [[{ from: 'b', rhythm: 'yearly' }], /source 1: rhythm: expected daily, weekdays/],
    [[{ from: 'b', announce: ['old'] }], /announce: expected new, cross, replace/],
    [[{ from: 'b', republish: 'all' }], /republish: expected full, snippet, title/],
    [[{ from: 'b', allowPrivate: 'yes' }], /allowPrivate: expected true or false/],
    [[{ from: 'b', poll: 0 }], /whole number/],
    [[{ arxiv: ['cs AI'] }], /arxiv: expected categories such as cs.AI, not cs AI/],
    [[{ huggingface: 'hourly' }], /huggingface: expected daily, weekly, monthly, trending/],
    [[{ from: [] }], /from: expected an address/],
    [[['a']], /source 1: expected an address, a file or an object/],
    [['a', 'a'], /“a” stands twice/],
    [[{ huggingface: 'daily', from: 'b' }], /expected one of/],
  ];
  it.each(faults)('%j is refused, saying where and why', (given, says) => {
    expect(() => sourceList(given)).toThrow(says);
  });
});

describe('a place for a day', () => {
  const weeks: readonly [string, string][] = [
    ['2026-10-14', '2026-W42'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ];
  it.each(weeks)('names the week of %s as %s', (day, week) => {
    expect(placeOn('x?week={week}', day)).toBe(`x?week=${week}`);
  });

  it('fills in date, compact date and month', () => {
    expect(placeOn('{date} {compactDate} {month}', '2026-10-14')).toBe(
      '2026-10-14 20261014 2026-10',
    );
  });
});

describe('what may be shown in public', () => {
  const cases: readonly [string, string][] = [
    ['https://huggingface.co/papers', 'full'],
    ['https://export.arxiv.org/api/query', 'full'],
    ['https://notarxiv.org/feed', 'snippet'],
    ['https://arxiv.org.example.net/feed', 'snippet'],
    ['https://journal.example.org/rss', 'snippet'],
    ['saved/page.txt', 'full'],
  ];
  it.each(cases)('of %s is: %s', (place, rule) => {
    expect(republishOf(plainSource(place))).toBe(rule);
  });

  it('is what the configuration says', () => {
    const source = { ...plainSource('https://huggingface.co/papers'), republish: 'title' } as const;

    expect(republishOf(source)).toBe('title');
  });
});
