/** The daily mail of arXiv, pasted as text: blocks between lines of `\\`, replacements behind `%%--%%`. */
import { PaperboyError } from '../../lib/errors.ts';
import type { Day, ListedPaper, Listing, ListingProblem } from '../../model/listing.ts';
import { readDay } from '../day.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { readBlock } from './read-block.ts';

const idLine = /^[> ]{0,8}arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})/m;
const header = /^[> ]{0,8}(?:Submissions to:|received from\b)/m;

function recognises(text: string): boolean {
  return (
    idLine.test(text) &&
    /^[> ]{0,8}\\\\/m.test(text) &&
    (header.test(text) || /^[> ]{0,8}Title: /m.test(text))
  );
}

interface Block {
  /** 1-based. */
  readonly line: number;
  readonly lines: readonly string[];
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const lines = document.text
    .split('\n')
    .map((line) => line.replace(/^(?:> ?){1,4}/, '').trimEnd());
  const entries: ListedPaper[] = [];
  const problems: ListingProblem[] = [];
  const day = context.date ?? mailDay(lines);
  for (const block of blocksIn(lines)) {
    const paper = readBlock(block.lines);
    if (typeof paper === 'string') problems.push({ line: block.line, message: paper });
    else entries.push({ ...paper, listedOn: day, position: entries.length + 1 });
  }
  if (entries.length === 0) throw nothingReadable(document.name, problems);
  return { format: 'arxiv-mail', listedOn: day, dayInferred: false, entries, problems };
}

/** Every block begins with the line of its id. */
function blocksIn(lines: readonly string[]): Block[] {
  const starts = lines.flatMap((line, index) => (idLine.test(line) ? [index] : []));
  return starts.map((start, index) => {
    return { line: start + 1, lines: lines.slice(start, starts[index + 1] ?? lines.length) };
  });
}

/** The day at which the mail's collection ended: `received from Thu 12 Feb 26 19:00:00 GMT to Fri 13 Feb 26 …`. */
function mailDay(lines: readonly string[]): Day | null {
  const line = lines.slice(0, 200).find((each) => /^\s*received from\b/.test(each)) ?? '';
  const end =
    /\bto\s{1,9}((?:[A-Z][a-z]{2}\s{1,3})?\d{1,2}\s{1,3}[A-Z][a-z]{2}\s{1,3}\d{2,4})/.exec(
      line.slice(0, 300),
    )?.[1];
  return end === undefined ? null : readDay(end.replace(/\s+/g, ' '));
}

function nothingReadable(name: string, problems: readonly ListingProblem[]): PaperboyError {
  const [first] = problems;
  const why =
    first === undefined
      ? 'no line begins with "arXiv:" and an id'
      : `${first.message} (line ${first.line})`;
  return new PaperboyError(
    'LISTING_INVALID',
    `${name}: expected papers of arXiv's mail, but none can be read: ${why}`,
    {
      hint: 'Copy the whole mail, as plain text.',
    },
  );
}

export const arxivMail = {
  format: 'arxiv-mail',
  describes: "the text of arXiv's daily mail",
  recognises,
  parse,
} satisfies ListingParser;
