/** The subject line: short, clean, and never cut inside a character. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanHeaderText, subjectFor } from '../../../src/deliver/subject.ts';
import { digestOfTitles } from '../render/sample-digest.ts';

const unwanted =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

test.each([
  [['First title', 'b', 'c'], 'Paperboy, 14 Oct: First title, and 2 more'],
  [['First title'], 'Paperboy, 14 Oct: First title'],
  [[], 'Paperboy, 14 Oct: nothing new today'],
])('a digest of %j is announced as %j', (titles, subject) => {
  expect(subjectFor(digestOfTitles(titles))).toBe(subject);
});

test('a long title gives way, the rest stays', () => {
  const subject = subjectFor(
    digestOfTitles(['long words '.repeat(50), ...Array.from({ length: 1233 }, () => 'x')]),
  );

  expect(subject).toMatch(/^Paperboy, 14 Oct: long words .*…, and 1,233 more$/);
  expect(subject.length).toBeLessThanOrEqual(150);
});

test('control, bidi and zero-width characters and joiners go', () => {
  expect(cleanHeaderText('a\r\nBcc: b\u0007 \u202ec \u200bd\u200de\ufeff')).toBe('a Bcc: b c de');
});

test('no subject is over 150 characters, unclean, or cut inside a pair', () => {
  const title = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('🧪', '👩‍🔬', 'a', ' ', '\u202e', '\u0000'),
      maxLength: 400,
    }),
  );

  fc.assert(
    fc.property(fc.array(title, { minLength: 1, maxLength: 3 }), (titles) => {
      const subject = subjectFor(digestOfTitles(titles));

      expect(subject.length).toBeLessThanOrEqual(150);
      expect(subject).not.toMatch(unwanted);
    }),
    { seed: 3 },
  );
});
