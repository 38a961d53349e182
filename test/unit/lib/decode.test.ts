/** Bytes to text: which of several statements about the charset is believed. */
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/lib/decode.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const big = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('the charset', () => {
  it('is told by the byte order mark, whatever header and document say', () => {
    const marked = Buffer.concat([latin('\xef\xbb\xbf'), utf8('<meta charset=latin1>é')]);

    expect(decodeText(marked, 'text/html; charset=koi8-r').text).toBe('<meta charset=latin1>é');
  });

  it('is UTF-16 of either order where the mark says so', () => {
    const little = Buffer.concat([latin('\xff\xfe'), utf16('Grüße 🎉')]);
    const bigger = Buffer.concat([latin('\xfe\xff'), big('Grüße 🎉')]);

    expect(decodeText(little)).toEqual({ text: 'Grüße 🎉', warning: null });
    expect(decodeText(bigger)).toEqual({ text: 'Grüße 🎉', warning: null });
  });

  it('is told by the header before the document', () => {
    const page = Buffer.concat([utf8('<meta charset="utf-8">'), Buffer.from([0xc6])]);

    expect(decodeText(page, 'text/html; Charset="KOI8-R"').text).toBe('<meta charset="utf-8">ф');
  });

  it.each(['windows-1252', 'iso-8859-1'])('of the name %s has quotes', (name) => {
    expect(decodeText(latin('\x93a\x94'), `text/plain; charset=${name}`).text).toBe('“a”');
  });

  it('may need more than one byte a character', () => {
    const japanese = Buffer.from([0x8a, 0x43, 0x97, 0x6d]);

    expect(decodeText(japanese, 'text/plain; charset=shift_jis').text).toBe('海洋');
  });

  it('is UTF-16 without a mark where the header says so', () => {
    expect(decodeText(utf16('Grüße'), 'text/plain; charset=utf-16le').text).toBe('Grüße');
  });

  it.each([
    ['an XML declaration', '<?xml version="1.0" encoding="ISO-8859-2"?>'],
    ['a meta element', '<html><head><meta charset=iso-8859-2>'],
    [
      'an old meta element',
      '<META http-equiv="Content-Type" content="text/html; charset=iso-8859-2">',
    ],
  ])('is told by %s where there is no header', (_what, declaration) => {
    const page = Buffer.concat([utf8(declaration), Buffer.from([0xb3])]);

    expect(decodeText(page, 'text/html').text).toBe(`${declaration}ł`);
  });

  it('is not UTF-16 where a document that can be read as ASCII says so', () => {
    const page = '<?xml version="1.0" encoding="utf-16"?><a>é</a>';

    expect(decodeText(utf8(page))).toEqual({ text: page, warning: null });
  });

  it('is UTF-8 where nobody says, and where the name said is unknown', () => {
    expect(decodeText(utf8('é')).text).toBe('é');
    expect(decodeText(utf8('é'), 'text/html; charset=klingon').text).toBe('é');
  });

  it('is not looked for deep inside a document', () => {
    const page = `${' '.repeat(3_000)}<meta charset=koi8-r>é`;

    expect(decodeText(utf8(page)).text).toBe(page);
  });
});

describe('bytes that are no UTF-8', () => {
  it('are read as Windows-1252 with a warning', () => {
    const { text, warning } = decodeText(latin('caf\xe9 \x93quoted\x94'));

    expect(text).toBe('café “quoted”');
    expect(warning).toMatch(/not UTF-8.*Windows-1252/);
  });

  it('become replacement characters with a warning where the rest is UTF-8', () => {
    const { text, warning } = decodeText(Buffer.concat([utf8('éàü'), latin('\xff'), utf8('ö')]));

    expect(text).toBe('éàü\ufffdö');
    expect(warning).toMatch(/^1 bytes/);
  });

  it('are not suspected where the document itself holds a replacement character', () => {
    expect(decodeText(utf8('once lost: \ufffd'))).toEqual({
      text: 'once lost: \ufffd',
      warning: null,
    });
  });
});

it('ends every line with a line feed', () => {
  expect(decodeText(utf8('a\r\nb\rc\n')).text).toBe('a\nb\nc\n');
});

it('decodes nothing to nothing', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '', warning: null });
});
