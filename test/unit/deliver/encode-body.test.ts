/** How a part of a mail is encoded, whole or in pieces. */
import fc from 'fast-check';
import * as base64 from 'nodemailer/lib/base64';
import * as qp from 'nodemailer/lib/qp';
import { describe, expect, it } from 'vitest';
import { encodeBody } from '../../../src/deliver/encode-body.ts';

const line = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
);
const lines = fc.array(line, { minLength: 1, maxLength: 60 }).map((all) => all.join('\n'));

describe('a text in pieces', () => {
  it('is encoded as the whole text would be, also when it comes again', () => {
    const piece = fc.oneof(
      lines,
      lines.map((text) => ({ lines: text })),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const all = pieces.map((part) => (typeof part === 'string' ? part : part.lines));
        const whole = encodeBody(all.join('\n'), { qp, base64 });

        expect(encodeBody(pieces, { qp, base64 })).toEqual(whole);
        expect(encodeBody(pieces, { qp, base64 })).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('is encoded once where it is shared, and each time where it is not', () => {
    let encoded = 0;
    const counting = {
      encode: (text: string) => {
        encoded += 1;
        return qp.encode(text);
      },
      wrap: qp.wrap,
    };
    const shared = { lines: 'For all.' };

    for (const own of ['One', 'Two', 'Three']) {
      encodeBody([shared, own, shared], { qp: counting, base64 });
    }

    expect(encoded).toBe(1 + 3);
  });

  it('is one that a decoder reads back', () => {
    const text = `${'A long line of the quay, with trailing blanks   '.repeat(80)}\n=20 é\t\n.\n`;

    const { encoding, content } = encodeBody([text, text], { qp, base64 });

    expect(encoding).toBe('quoted-printable');
    const decoded = content
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    const expected = `${text}\n${text}`.replaceAll('\n', '\r\n');
    expect(Buffer.from(decoded, 'latin1').toString()).toBe(expected);
  });
});
