/** XML stays well-formed whatever text is put into it, cleaned before or not. */
import { expect, test } from 'vitest';
import { element, textElement, xmlDocument, xmlText } from '../../../src/render/xml.ts';

test('text is escaped for content and for quoted attributes', () => {
  expect(textElement('a', '<b> & "c" ]]>', { d: '"<&>' })).toBe(
    '<a d="&quot;&lt;&amp;&gt;">&lt;b&gt; &amp; &quot;c&quot; ]]&gt;</a>',
  );
});

test('what XML cannot write is left out', () => {
  expect(xmlText('a\u0000b\u0007c\u001bd\ufffee\ud83df\n')).toBe('abcdef\n');
});

test('text beyond the basic plane stays', () => {
  expect(xmlText('🧪 字 ظ')).toBe('🧪 字 ظ');
});

test('an empty element closes itself, and a document declares its encoding', () => {
  expect(element('a', {}, '')).toBe('<a/>');
  expect(xmlDocument('r', {}, [])).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<r>/);
});
