/** A pasted papers page, daily or trending, read into listed papers: lines, pieces, head, entries, years. */
import { PaperboyError } from '../lib/errors.ts';
import {
  type Day,
  type ListedPaper,
  type ListingProblem,
  unknownListedPaper,
} from '../model/listing.ts';
import { reportCutOff } from './cut-off.ts';
import { completeDay, resolvePageYear } from './page-year.ts';
import type { Draft } from './pasted-draft.ts';
import { assembleEntries } from './pasted-entries.ts';
import { splitHead } from './pasted-head.ts';
import { readPastedLines } from './pasted-lines.ts';
import { classifyLine } from './pasted-pieces.ts';
import type { ParseContext, SourceDocument } from './source.ts';

export interface PastedListing {
  readonly listedOn: Day | null;
  readonly dayInferred: boolean;
  readonly entries: readonly ListedPaper[];
  readonly problems: readonly ListingProblem[];
}

/**
 * Reads the page. `handles`: an organisation's line begins with its handle ("acme-lab Acme").
 * @throws PaperboyError LISTING_INVALID when there is no paper in it.
 */
export function readPastedListing(
  document: SourceDocument,
  context: ParseContext,
  handles: boolean,
): PastedListing {
  const head = splitHead(readPastedLines(document.text).flatMap(classifyLine));
  const { drafts, problems } = assembleEntries(head.body, handles);
  if (drafts.length === 0) throw noPapers(document);
  const days = drafts.flatMap((draft) => draft.day ?? []);
  const { year, inferred } = resolvePageYear(
    { page: head.day, papers: days, neighbours: head.neighbours },
    context,
  );
  const listedOn = head.day === null ? context.date : completeDay(head.day, year);
  return {
    listedOn,
    dayInferred: inferred,
    entries: drafts.map((draft, index) => listDraft(draft, year, listedOn, index + 1)),
    problems: [...foldMissingAbstracts(drafts, problems), ...reportCutOff(...lastOf(drafts))],
  };
}

function listDraft(
  draft: Draft,
  year: number | null,
  listedOn: Day | null,
  position: number,
): ListedPaper {
  return {
    ...unknownListedPaper,
    title: draft.title,
    abstract: draft.abstract,
    authorCount: draft.authorCount,
    organization: draft.organization,
    published: draft.day === null ? null : completeDay(draft.day, year),
    comments: draft.comments,
    upvotes: draft.upvotes,
    stars: draft.stars,
    ids: draft.arxiv === null ? {} : { arxiv: draft.arxiv },
    url: draft.url,
    codeUrl: draft.codeUrl,
    listedOn,
    position,
  };
}

/** Title and abstract of the last paper where nothing stands behind the abstract: only there a text can be cut. */
function lastOf(drafts: readonly Draft[]): [string?, (string | null)?] {
  const last = drafts.at(-1);
  if (last === undefined || last.day !== null || last.upvotes !== null) return [];
  return [last.title, last.abstract];
}

/** The card view of the page has no abstracts at all: one problem says so, not one for each paper. */
function foldMissingAbstracts(
  drafts: readonly Draft[],
  problems: readonly ListingProblem[],
): readonly ListingProblem[] {
  if (drafts.length < 3 || drafts.some((draft) => draft.abstract !== null)) return problems;
  const titles = new Set(drafts.map((draft) => draft.line));
  const others = problems.filter((problem) => problem.line === null || !titles.has(problem.line));
  return [
    { line: null, message: 'the page shows no abstracts: only titles and numbers were read' },
    ...others,
  ];
}

function noPapers(document: SourceDocument): PaperboyError {
  return new PaperboyError(
    'LISTING_INVALID',
    `${document.name} is a papers page, but no paper was found after its heading`,
    { hint: 'Copy the whole page, from its heading to its end, and paste it again.' },
  );
}
