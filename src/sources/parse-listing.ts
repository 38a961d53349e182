/** Any document becomes a listing: the first parser that recognises its content reads it. */
import { PaperboyError } from '../lib/errors.ts';
import type { Listing } from '../model/listing.ts';
import { listingParsers } from './registry.ts';
import type { ParseContext, SourceDocument } from './source.ts';
import { whatItIs } from './what-it-is.ts';

/**
 * Reads `document`, whatever its format. Pure but for loading the parsers' packages.
 * @throws PaperboyError INPUT_EMPTY, LISTING_UNRECOGNISED (no format fits), LISTING_INVALID (nothing can be read).
 */
export async function parseListing(
  document: SourceDocument,
  context: ParseContext,
): Promise<Listing> {
  if (!/\S/.test(document.text)) {
    throw new PaperboyError('INPUT_EMPTY', `${document.name} is empty`, {
      hint: 'Check that the download or the copy and paste worked, then try again.',
    });
  }
  const parser = listingParsers.find((candidate) => candidate.recognises(document.text));
  if (!parser) throw unrecognised(document);
  return await parser.parse(document, context);
}

function unrecognised(document: SourceDocument): PaperboyError {
  const expected = listingParsers.map((parser) => `  - ${parser.describes}`).join('\n');
  const known = whatItIs(document.text);
  if (known !== null) {
    return new PaperboyError(
      'LISTING_UNRECOGNISED',
      `${document.name} is ${known.is}, no listing that Paperboy can read.\nIt reads\n${expected}`,
      { hint: known.hint },
    );
  }
  const seen = firstLines(document.text)
    .map((line) => `  > ${line}`)
    .join('\n');
  return new PaperboyError(
    'LISTING_UNRECOGNISED',
    `${document.name} is no listing that Paperboy can read.\nIt reads\n${expected}\nbut the document begins with\n${seen}`,
    {
      hint: 'Save the whole listing (page, feed or JSON answer), or copy all of its text with the heading.',
    },
  );
}

/** The first three lines with text in them, as they can be shown: cut to 80 characters, control characters spelled out. */
function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < 3; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 10_000)).trim();
    if (line !== '') lines.push(showLine(line));
    start = end + 1;
  }
  return lines;
}

function showLine(line: string): string {
  const characters = [...line.slice(0, 400)];
  const cut = characters.length > 80 || line.length > 400;
  const shown = characters
    .slice(0, 80)
    .map((character) =>
      /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(character) ? spellOut(character) : character,
    );
  return shown.join('') + (cut ? '…' : '');
}

function spellOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
