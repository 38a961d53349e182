/** The notes of OpenReview's API: version 1 with plain values, version 2 with `{"value": …}`. */
import {
  type Day,
  type ListedPaper,
  type Listing,
  unknownListedPaper,
} from '../../model/listing.ts';
import { describeValue, type Fields, firstText, isFields, textsIn } from '../json-fields.ts';
import { readJsonRecords } from '../json-records.ts';
import { composeRecords } from '../record-listing.ts';
import type { ListingParser, ParseContext, SourceDocument } from '../source.ts';
import { httpAddress } from '../web-address.ts';

function recognises(text: string): boolean {
  if (!/^\s*\{/.test(text) || !/"notes"\s{0,20}:\s{0,20}\[/.test(text)) return false;
  return (
    /"(?:forum|invitations?|replyto)"\s{0,20}:/.test(text) ||
    /"notes"\s{0,20}:\s{0,20}\[\s{0,20}\]/.test(text)
  );
}

function parse(document: SourceDocument, context: ParseContext): Listing {
  const { name, text } = document;
  const {
    records,
    problems,
    document: whole,
  } = readJsonRecords(text, ['notes'], notesIn, isFields);
  return composeRecords(
    {
      ...{ name, format: 'openreview', records, problems },
      read: readNote,
      isCut: whole === undefined,
      expected: "submissions of OpenReview's API",
      hint: 'Ask for the submissions of a venue: https://api2.openreview.net/notes?content.venueid=VENUE',
    },
    context,
  );
}

function notesIn(value: unknown): readonly unknown[] {
  return isFields(value) && Array.isArray(value.notes) ? value.notes : [value];
}

function readNote(note: unknown): Omit<ListedPaper, 'position'> | string {
  if (!isFields(note)) return `is ${describeValue(note)}, not an object`;
  if (typeof note.replyto === 'string' && note.replyto !== note.id)
    return 'is a reply, not a submission';
  const content = isFields(note.content) ? note.content : {};
  const title = firstText(fieldOf(content, 'title'));
  if (title === null) return 'has no title';
  const authors = textsIn(fieldOf(content, 'authors'), 'fullname', 'name', 'username');
  const forum = firstText(note.forum, note.id);
  const page =
    forum === null ? null : `https://openreview.net/forum?id=${encodeURIComponent(forum)}`;
  return {
    ...unknownListedPaper,
    title,
    abstract: firstText(fieldOf(content, 'abstract')),
    authors,
    authorCount: authors?.length ?? null,
    published: dayOfInstant(note.pdate) ?? dayOfInstant(note.cdate) ?? dayOfInstant(note.tcdate),
    url: page,
    pdfUrl: httpAddress(fieldOf(content, 'pdf'), 'https://openreview.net'),
    categories: textsIn(fieldOf(content, 'keywords'))?.slice(0, 30) ?? [],
  };
}

/** A field of the content, bare or inside `{"value": …}`. */
function fieldOf(content: Fields, key: string): unknown {
  const field = content[key];
  return isFields(field) ? field.value : field;
}

/** Milliseconds since 1970 as a day in UTC. */
function dayOfInstant(value: unknown): Day | null {
  if (typeof value !== 'number' || value < 0 || value > 7_258_118_400_000) return null;
  return new Date(value).toISOString().slice(0, 10);
}

export const openreview = {
  format: 'openreview',
  describes: "an answer of OpenReview's API (JSON)",
  recognises,
  parse,
} satisfies ListingParser;
