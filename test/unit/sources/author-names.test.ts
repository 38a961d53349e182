/** Names, from strings that hold several. */
import { expect, test } from 'vitest';
import { isCutShort, namesIn, withoutMail } from '../../../src/sources/author-names.ts';

test.each([
  ['Rivera, A., Osei, M. K.', ['Rivera, A.', 'Osei, M. K.']],
  ['Quill, Ada', ['Quill, Ada']],
  ['Ada Quill; Osei, Mara', ['Ada Quill', 'Osei, Mara']],
  ['Quill A, van Osei MK, Tóth-Nagy B, et al. ', ['Quill A', 'van Osei MK', 'Tóth-Nagy B']],
  ['Quill A, Osei M.', ['Quill A', 'Osei M']],
  ['Ada Quill, Mara K. Osei', ['Ada Quill', 'Mara K. Osei']],
  ['Ada Quill, Mara Osei and Béla Tóth', ['Ada Quill', 'Mara Osei', 'Béla Tóth']],
  ['Ada Quill, Mara Osei, and Béla Tóth', ['Ada Quill', 'Mara Osei', 'Béla Tóth']],
  ['Ada Quill and Mara Osei', ['Ada Quill', 'Mara Osei']],
  ['de la Quill, Ada Maria', ['de la Quill, Ada Maria']],
  ['Salt & Sand', ['Salt & Sand']],
  ['The Moth Lab, Department 3, Exampletown', ['The Moth Lab, Department 3, Exampletown']],
])('%j', (text, names) => {
  expect(namesIn(text, { arxiv: false })).toEqual(names);
});

test("arXiv's names are parted by commas, and affiliations go", () => {
  expect(namesIn('Ada Quill (Moth Lab, Exampletown), Tóth', { arxiv: true })).toEqual([
    'Ada Quill',
    'Tóth',
  ]);
});

test('a list that names only some says so', () => {
  expect(['Quill A, et al.', 'Ada Quill and others', 'Ada Alder'].map(isCutShort)).toEqual([
    true,
    true,
    false,
  ]);
});

test('a mail address beside a name goes', () => {
  const written = [
    'ada@example.org (Ada Quill)',
    'Ada Quill <ada@example.org>',
    'Ada Quill (ada@example.org)',
    'ada@example.org',
  ];

  expect(written.map(withoutMail)).toEqual([
    'Ada Quill',
    'Ada Quill',
    'Ada Quill',
    'ada@example.org',
  ]);
});
