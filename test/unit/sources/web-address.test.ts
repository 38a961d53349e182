/** What addresses say about a paper. */
import { expect, test } from 'vitest';
import {
  arxivIdInAddress,
  doiIn,
  httpAddress,
  isHandlePage,
} from '../../../src/sources/web-address.ts';

test('the arXiv id is kept as the address spells it', () => {
  expect(arxivIdInAddress('https://huggingface.co/papers/2410.05434')).toBe('2410.05434');
  expect(arxivIdInAddress('http://arxiv.org/abs/2203.01250v3')).toBe('2203.01250v3');
  expect(arxivIdInAddress('https://arxiv.org/pdf/hep-ex/0307015v2.pdf')).toBe('hep-ex/0307015v2');
  expect(arxivIdInAddress('https://huggingface.co/papers/2410.05434#community')).toBe('2410.05434');
});

test('other addresses have no arXiv id', () => {
  for (const address of [
    'https://huggingface.co/papers/trending',
    'https://huggingface.co/papers/2410.054341',
    'https://example.org/abs/2410.05434',
    'https://arxiv.org.example.org/abs/2410.05434',
    '',
  ]) {
    expect(arxivIdInAddress(address)).toBeNull();
  }
});

test('only web addresses pass, relative ones against a base', () => {
  expect(httpAddress(' https://example.org/a?b=c#d ')).toBe('https://example.org/a?b=c#d');
  expect(httpAddress('/a', 'https://example.org/feed')).toBe('https://example.org/a');
  expect(
    ['javascript:alert(1)', 'data:text/html,x', '/a', '', 7, null].map((each) => httpAddress(each)),
  ).toEqual(Array(6).fill(null));
});

test('a handle page is one of an organisation or person, not of the site', () => {
  expect(isHandlePage('https://huggingface.co/moth-lab')).toBe(true);
  expect(isHandlePage('https://huggingface.co/papers')).toBe(false);
  expect(isHandlePage('https://huggingface.co/papers/2410.05434')).toBe(false);
});

test('a DOI is found bare, with its prefix or in an address', () => {
  expect(['doi:10.1234/Ab.7', '10.1234/x', 'https://doi.org/10.1234/x?y'].map(doiIn)).toEqual([
    '10.1234/Ab.7',
    '10.1234/x',
    '10.1234/x',
  ]);
  expect(doiIn('no doi 11.1234/x')).toBeNull();
});
