/** The names of papers: every spelling of one paper meets in one id, and no two papers meet in it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableText } from '../../../src/lib/latex.ts';
import {
  arxivId,
  doiId,
  idKind,
  isStrong,
  type PaperId,
  paperKey,
  titleId,
  urlId,
} from '../../../src/model/paper-id.ts';

const raw = String.raw;

describe('an arXiv id', () => {
  it.each([
    ...['2610.90123', '2610.90123v2', '2610.90123V12', ' 2610.90123 ', '2610.90123.pdf'],
    ...[
      'arXiv:2610.90123',
      'arxiv: 2610.90123v1',
      'ARXIV:2610.90123',
      'arXiv:2610.90123v2 [cs.LG]',
    ],
    ...[
      'https://arxiv.org/abs/2610.90123',
      'http://arxiv.org/abs/2610.90123v3',
      'arxiv.org/abs/2610.90123',
    ],
    ...['https://www.arxiv.org/abs/2610.90123', 'https://export.arxiv.org/abs/2610.90123v1/'],
    ...['https://arxiv.org/pdf/2610.90123', 'https://arxiv.org/pdf/2610.90123v2.pdf#page=3'],
    ...['https://arxiv.org/html/2610.90123v1', 'https://arxiv.org/abs/2610.90123?context=cs'],
    ...[
      'https://arxiv.org/format/2610.90123',
      'https://arxiv.org/e-print/2610.90123',
      'https://arxiv.org/src/2610.90123',
    ],
    ...['https://arxiv.org/abs/arXiv:2610.90123', 'https://arxiv.org/abs/2610%2E90123'],
    ...['https://huggingface.co/papers/2610.90123', 'https://hf.co/papers/2610.90123#community'],
    ...['https://www.alphaxiv.org/abs/2610.90123', 'https://alphaxiv.org/overview/2610.90123v2'],
    ...['https://ar5iv.org/abs/2610.90123', 'https://ar5iv.labs.arxiv.org/html/2610.90123'],
    ...[
      '10.48550/arXiv.2610.90123',
      'doi:10.48550/ARXIV.2610.90123',
      'https://doi.org/10.48550/arXiv.2610.90123',
    ],
    ...[
      'http://dx.doi.org/10.48550/arxiv.2610.90123',
      'https://www.doi.org/10.48550/arXiv.2610.90123?x=1',
    ],
    ...['oai:arXiv.org:2610.90123', 'https://huggingface.co/papers/2610.90123.md'],
  ])('is found in %j', (text) => {
    expect(arxivId(text)).toBe('arxiv:2610.90123');
  });

  it.each([
    ['0704.0001', 'arxiv:0704.0001'],
    ['hep-ex/0307015v2', 'arxiv:hep-ex/0307015'],
    ['https://arxiv.org/abs/hep-ex%2F0307015v2', 'arxiv:hep-ex/0307015'],
    ['https://arxiv.org/pdf/hep-ex/0307015v1.pdf', 'arxiv:hep-ex/0307015'],
    ['oai:arXiv.org:hep-ex/0307015', 'arxiv:hep-ex/0307015'],
    ['doi:10.48550/arXiv.hep-ex/0307015', 'arxiv:hep-ex/0307015'],
    ['math.GT/0309136v2', 'arxiv:math/0309136'],
    ['arXiv:math/0309136', 'arxiv:math/0309136'],
    ['https://arxiv.org/abs/Math.GT/0309136', 'arxiv:math/0309136'],
  ])('of the old kinds: %j is %s', (text, id) => {
    expect(arxivId(text)).toBe(id);
  });

  it.each([
    ...['', '2610.901', '2610.901234', '26109.0123', '12.50', 'v2610.90123', '2610.90123 and more'],
    ...['hep-ex/030701', 'hep-ex/03070155', '10.1000/182', 'https://arxiv.org/list/cs.LG/new'],
    ...[
      'https://arxiv.org/abs/',
      'https://arxiv.org/abs/%E0%A4%A',
      'https://example.org/abs/2610.90123',
    ],
    ...['https://notarxiv.org/abs/2610.90123', 'https://arxiv.org.example.org/abs/2610.90123'],
    ...[
      'https://huggingface.co/papers/date/2026-10-14',
      'https://huggingface.co/harbour/2610.90123',
    ],
  ])('is not in %j', (text) => {
    expect(arxivId(text)).toBeNull();
  });
});

describe('a DOI', () => {
  it.each([
    ...[
      '10.1000/Harbour.7',
      'doi:10.1000/harbour.7',
      'DOI: 10.1000/HARBOUR.7',
      ' 10.1000/harbour.7. ',
    ],
    ...[
      'https://doi.org/10.1000/harbour.7',
      'http://dx.doi.org/10.1000/harbour.7',
      'doi.org/10.1000/harbour.7',
    ],
    ...['https://www.doi.org/10.1000/harbour.7', 'https://doi.org/10.1000%2Fharbour.7'],
    ...[
      'https://doi.org/10.1000/harbour.7?utm_source=mail#top',
      'doi:https://doi.org/10.1000/harbour.7',
    ],
    'https://doi.org/doi:10.1000/harbour.7',
  ])('is found in %j', (text) => {
    expect(doiId(text)).toBe('doi:10.1000/harbour.7');
  });

  it('of arXiv is an arXiv id', () => {
    expect(doiId('10.48550/arXiv.2610.90123')).toBe('arxiv:2610.90123');
  });

  it('keeps brackets, and a percent sign that escapes nothing', () => {
    expect(doiId('10.1000/(tide)4:2')).toBe('doi:10.1000/(tide)4:2');
    expect(doiId('10.1000/100%sure')).toBe('doi:10.1000/100%sure');
  });

  it.each([
    ...[
      '',
      '10.1/x',
      '11.1000/x',
      '10.1000/',
      '10.1000/two words',
      '10.1000/x"y',
      'https://doi.org/',
    ],
    ...['https://example.org/10.1000/x'],
  ])('is not in %j', (text) => {
    expect(doiId(text)).toBeNull();
  });
});

describe('the id of an address', () => {
  it('is the arXiv id or the DOI where the address holds one', () => {
    expect(urlId('https://arxiv.org/abs/2610.90123v2')).toBe('arxiv:2610.90123');
    expect(urlId('https://arxiv.org:443/pdf/2610.90123?download=1')).toBe('arxiv:2610.90123');
    expect(urlId('HTTPS://Huggingface.co/papers/2610.90123')).toBe('arxiv:2610.90123');
    expect(urlId('https://doi.org/10.1000/Harbour.7?x=1')).toBe('doi:10.1000/harbour.7');
    expect(urlId('https://doi.org/10.48550/arXiv.2610.90123')).toBe('arxiv:2610.90123');
  });

  it.each([
    ...[
      'https://example.org/tide/7',
      'http://example.org/tide/7',
      'https://www.example.org/tide/7/',
    ],
    ...[
      'https://EXAMPLE.org./tide/7',
      'http://example.org:80/tide/7',
      'https://example.org:443/tide/7',
    ],
    ...[
      'https://example.org/tide/7#results',
      'https://example.org/tide/7?utm_source=mail&fbclid=1',
    ],
    ...[
      'https://example.org/tide/7/index.html',
      ' https://example.org/tide/7 ',
      'https://example.org/t%69de/7',
    ],
  ])('%j has the plain form', (address) => {
    expect(urlId(address)).toBe('url:example.org/tide/7');
  });

  it('sorts the query and keeps what is no tracking', () => {
    const one = urlId('https://example.org/p?id=7&b=2&a=1&gclid=x&b=1');
    const two = urlId('https://example.org/p?b=1&a=1&b=2&id=7');

    expect(one).toBe('url:example.org/p?a=1&b=1&b=2&id=7');
    expect(two).toBe(one);
    expect(urlId('https://example.org/p?b=1&b=1')).toBe('url:example.org/p?b=1&b=1');
  });

  it('keeps another port, the path’s case and a lone query', () => {
    expect(urlId('https://example.org:8080/A')).toBe('url:example.org:8080/A');
    expect(urlId('https://example.org/?p=7')).toBe('url:example.org?p=7');
  });

  it('has no character that breaks a line or hides', () => {
    expect(urlId('https://example.org/a%0Ab%00c%20d')).toBe('url:example.org/a%0Ab%00c%20d');
    expect(urlId('https://example.org/a%E0%A4%A')).toBe('url:example.org/a%E0%A4%A');
  });

  it('is no arXiv id and no DOI elsewhere', () => {
    expect(urlId('https://example.org/abs/2610.90123')).toBe('url:example.org/abs/2610.90123');
    expect(urlId('https://example.org/10.1000/x')).toBe('url:example.org/10.1000/x');
    expect(urlId('https://short.example/1234567')).toBe('url:short.example/1234567');
    expect(urlId('https://doi.org/about')).toBe('url:doi.org/about');
  });

  it.each([
    ...['https://example.org', 'https://example.org/#top', 'https://example.org/?utm_source=x', ''],
    ...[
      'example.org/tide/7',
      'bit.ly/1234567',
      '2610.90123',
      'hep-ex/0307015',
      'ftp://example.org/x',
    ],
    ...['javascript:alert(1)', 'mailto:keeper@example.org', '/papers/7', 'https://'],
  ])('does not exist for %j', (address) => {
    expect(urlId(address)).toBeNull();
  });

  it('is the same for the plain form as for the address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const id = urlId(address);

        if (id !== null) expect(urlId(address.replace(/^https?:\/\//, 'http://www.'))).toBe(id);
      }),
    );
  });
});

describe('the id of a title', () => {
  it.each([
    ['case', 'Tide Tables', 'TIDE TABLES'],
    ['punctuation and space', 'Tide-Tables: A Study', '  tide tables — a study.'],
    ['accents', 'Poincaré maps of Gödel', 'Poincare maps of Godel'],
    ['LaTeX accents', raw`Poincar\'e maps`, 'Poincaré maps'],
    ['formulas', raw`$\alpha$-stable tides`, 'α-stable tides'],
    ['symbols by name', 'alpha-stable tides', 'α-stable tides'],
    ['lost backslashes', 'a 64times 64 grid', raw`A $64\times64$ grid`],
    ['spelled operators', 'a 64 times 64 grid', 'A 64×64 grid'],
    ['scripts', raw`$\pi_{0.5}$ at sea`, 'pi_0.5 at sea'],
    ['quotes and dashes', "``Tides''---and more", '“Tides”—and more'],
    ['ligatures and wide letters', 'ﬁne ＴＩＤＥＳ', 'fine tides'],
    ['letters with a stroke', 'Søren Łukasz Straße', 'Soren Lukasz Strasse'],
    ['Greek endings', 'ΟΔΟΣ', 'οδος'],
    ['invisible characters', 'ti\u00adde\u200b tables', 'tide tables'],
    ['the look of an emoji', '❤\ufe0f tides', '❤ tides'],
    ['a full stop', 'Version 2.', 'Version 2'],
  ])('survives %s', (_what, one, two) => {
    expect(titleId(one)).toBe(titleId(two));
  });

  it.each([
    ['Model 2', 'Model 2.5'],
    ['Version 2.5', 'Version 25'],
    ['A 1.5 study', 'A 15 study'],
    ['Tides', 'Tide'],
    ['潮汐预报', '潮汐分析'],
    ['カード', 'ガード'],
    ['कि', 'की'],
    ['Прилив', 'Отлив'],
    ['🎉', '🎊'],
    ['∀', '∃'],
    ['α-tides', 'β-tides'],
    ['A ⊕ B', 'A ⊗ B'],
  ])('tells %j from %j', (one, two) => {
    expect(titleId(one)).not.toBe(titleId(two));
  });

  it('is readable', () => {
    expect(titleId('Tide Tables, 2nd Edition 2.0')).toBe('title:tidetables2ndedition2.0');
  });

  it('is a hash of its own for a title without letters, whatever hides in it', () => {
    expect(titleId('🎉')).toMatch(/^title:#[0-9a-f]{16}$/);
    expect(titleId(' 🎉\u200b')).toBe(titleId('🎉'));
  });

  it('of a long title is short, and still tells the ends apart', () => {
    const long = 'tide '.repeat(100);

    expect(titleId(long)).toMatch(/^title:[a-z]{200}#[0-9a-f]{16}$/);
    expect(titleId(`${long} one`)).not.toBe(titleId(`${long} two`));
    expect(titleId('a'.repeat(240))).toBe(`title:${'a'.repeat(240)}`);
  });

  it('never ends in half a character', () => {
    const id = titleId(`a${'𠀀'.repeat(150)}`);

    expect(Buffer.from(id).toString()).toBe(id);
  });

  it('is the same for the title and for the title as it is shown', () => {
    const text = fc.array(fc.constantFrom(...'$\\{}^_~ a2.é', '\\alpha', '\\_', 'times', '🎉'));

    fc.assert(
      fc.property(text, (parts) => {
        const title = parts.join('');

        expect(titleId(readableText(title))).toBe(titleId(title));
      }),
    );
  });
});

it.each([
  ['arXiv id', arxivId, 'https://arxiv.org/abs/2610.90123'],
  ['DOI', doiId, '10.1000/x'],
  ['address', urlId, 'https://example.org/a'],
])('an %s of endless length is none, and is told at once', (_what, read, start) => {
  const begun = performance.now();
  const id = read(`${start}${'/'.repeat(100_000)}x`);
  const milliseconds = performance.now() - begun;

  expect(id).toBeNull();
  expect(milliseconds).toBeLessThan(200);
});

describe('the kinds of ids', () => {
  it('are told by the part before the colon', () => {
    const ids: PaperId[] = [
      'arxiv:2610.90123',
      'doi:10.1000/a:b',
      'url:example.org/a:b',
      'title:a',
    ];

    expect(ids.map(idKind)).toEqual(['arxiv', 'doi', 'url', 'title']);
    expect(ids.map(isStrong)).toEqual([true, true, true, false]);
  });
});

describe('the key of a paper', () => {
  it('never changes: feeds and mails out there name it', () => {
    expect(paperKey('arxiv:2501.01234')).toBe('y46rpeaczlha');
    expect(paperKey('title:paperboy')).toBe('omb34lf5egfp');
    expect(paperKey('title:paperboy', 1)).toBe('qd5bitajr4t3');
  });

  it('has 12 characters of a small alphabet and differs for each attempt', () => {
    const keys = [0, 1, 2, 3].map((attempt) => paperKey('url:example.org/tide/7', attempt));

    for (const key of keys) expect(key).toMatch(/^[a-z2-7]{12}$/);
    expect(new Set(keys).size).toBe(4);
  });

  it('differs for thousands of ids', () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => paperKey(`arxiv:${at}`));

    expect(new Set(keys).size).toBe(20_000);
  });
});
