/** What each line of a pasted papers page is: a title or other text, or one of the marks around it. */
import { readCount } from './count.ts';
import { type DayLine, readDayLine } from './pasted-day.ts';
import type { PastedLine, Segment } from './pasted-lines.ts';
import { arxivIdInAddress, httpAddress, isHandlePage } from './web-address.ts';

interface At {
  readonly line: number;
  readonly gap: boolean;
}

export type Piece = At &
  (
    | {
        readonly kind: 'text';
        readonly text: string;
        readonly heading: boolean;
        readonly address: string | null;
      }
    | { readonly kind: 'site' }
    | { readonly kind: 'authors'; readonly count: number | null }
    | { readonly kind: 'organization'; readonly name: string }
    | { readonly kind: 'dot' }
    | ({ readonly kind: 'day' } & DayLine)
    /** A number by itself, or `-` (count null): what it counts is known from what stands before it. */
    | { readonly kind: 'number'; readonly count: number | null }
    /** The votes of the paper that follows. */
    | { readonly kind: 'votes-before'; readonly count: number | null }
    /** The votes of the paper before; null where the number follows by itself. */
    | { readonly kind: 'upvote'; readonly count: number | null }
    | { readonly kind: 'github'; readonly count: number | null; readonly address: string | null }
    | { readonly kind: 'submitter'; readonly named: boolean }
    /** The link to a paper's discussion: the number before it counts the comments. */
    | { readonly kind: 'comments-link' }
    /** A mark that belongs to a paper and says nothing more. */
    | { readonly kind: 'mark' }
    /** A line that is too long to be anything. */
    | { readonly kind: 'overlong' }
    | { readonly kind: 'address'; readonly address: string }
  );

/** Lines of the site around the listing: its head, its menus and its foot. Lower case, `by` glued or not. */
const siteLines = new Set([
  ...[
    'new',
    'get trending papers in your email inbox once a day!',
    'get trending papers in your email inbox!',
  ],
  ...[
    'subscribe',
    'daily papers',
    'trending papers',
    'byak and the research community',
    'by',
    'ak',
    'daily',
  ],
  ...[
    'by ak and the research community',
    'and the research community',
    'weekly',
    'monthly',
    'previous',
    'next',
  ],
  ...[
    'load more',
    'system theme',
    'company',
    'tos',
    'privacy',
    'about',
    'careers',
    'website',
    'models',
    'datasets',
  ],
  ...[
    'spaces',
    'pricing',
    'docs',
    'hugging face',
    'log in',
    'sign up',
    'daily papers - hugging face',
  ],
  ...[
    'trending papers ranked by github stars activity',
    'trending papers - hugging face',
    'submit paper',
    'back',
  ],
]);

/** True for a line of the page's head, menus or foot, whatever its case and marks. */
export function isSiteLine(text: string): boolean {
  return text.length <= 80 && siteLines.has(text.toLowerCase());
}

/** The pieces of one line: several where it consists of links and marks, else one. Noise gives none. */
export function classifyLine(line: PastedLine): Piece[] {
  const { segments } = line;
  if (line.overlong) return [{ kind: 'overlong', line: line.line, gap: line.gap }];
  if (line.heading)
    return [textOf(line, segments.find((segment) => isPaper(segment.address))?.address ?? null)];
  if (segments.length > 1) {
    const pieces = segments.map((segment) => classifySegment(segment, line));
    if (!pieces.some((each) => each.some((piece) => piece.kind === 'text'))) return pieces.flat();
    const paper = segments.find((segment) => isPaper(segment.address))?.address ?? null;
    return [textOf(line, paper)];
  }
  const [only] = segments;
  return only ? classifySegment(only, line) : [];
}

function isPaper(address: string | null): boolean {
  return address !== null && !address.includes('#') && arxivIdInAddress(address) !== null;
}

function textOf(line: PastedLine, address: string | null): Piece {
  const at = { line: line.line, gap: line.gap };
  if (isSiteLine(line.text)) return { kind: 'site', ...at };
  return { kind: 'text', text: line.text, heading: line.heading, address, ...at };
}

function classifySegment(segment: Segment, line: PastedLine): Piece[] {
  const at: At = { line: line.line, gap: line.gap };
  const text = segment.text.replace(/^LINK: /, '');
  if (segment.address !== null) return classifyLink(text, segment.address, at);
  if (text.length > 300) return [{ kind: 'text', text, heading: false, address: null, ...at }];
  return classifyPlain(text, at);
}

function classifyLink(text: string, address: string, at: At): Piece[] {
  const count = readVotes(text);
  if (address.includes('#community'))
    return [
      { kind: 'number', count, ...at },
      { kind: 'comments-link', ...at },
    ];
  if (address.includes('/login?')) {
    if (/^upvote/i.test(text)) return classifyPlain(text, at);
    return count === null ? [{ kind: 'site', ...at }] : [{ kind: 'votes-before', count, ...at }];
  }
  const github = readGithub(text);
  if (github !== null)
    return [{ kind: 'github', count: github.count, address: httpAddress(address), ...at }];
  if (/^arxiv page$/i.test(text)) return [{ kind: 'address', address, ...at }];
  if (text === '') return [{ kind: 'address', address, ...at }];
  if (isSiteLine(text))
    return [
      { kind: 'site', ...at },
      { kind: 'address', address, ...at },
    ];
  if (isHandlePage(address)) return [{ kind: 'organization', name: text, ...at }];
  const authors = readAuthors(text);
  if (authors !== undefined) return [{ kind: 'authors', count: authors, ...at }];
  return [
    { kind: 'text', text, heading: false, address: isPaper(address) ? address : null, ...at },
  ];
}

function classifyPlain(text: string, at: At): Piece[] {
  if (isSiteLine(text)) return [{ kind: 'site', ...at }];
  if (text === '·') return [{ kind: 'dot', ...at }];
  const votes = /^\[-\] ?(\S+)$/.exec(text);
  if (votes) return [{ kind: 'votes-before', count: readVotes(votes[1] ?? ''), ...at }];
  if (/^[-–—*•_=|[\]()\s]+$/.test(text))
    return text === '-' ? [{ kind: 'number', count: null, ...at }] : [];
  if (/^https?:\/\/\S+$/.test(text)) {
    return [
      text.includes('#community')
        ? { kind: 'comments-link', ...at }
        : { kind: 'address', address: text, ...at },
    ];
  }
  const count = readCount(text);
  if (count !== null) return [{ kind: 'number', count, ...at }];
  const upvote = /^upvotes?:?(?: (\S+))?$/i.exec(text);
  if (upvote) return [{ kind: 'upvote', count: readVotes(upvote[1] ?? ''), ...at }];
  const submitter = /^submitted by(?: (\S+))?$/i.exec(text);
  if (submitter) return [{ kind: 'submitter', named: submitter[1] !== undefined, ...at }];
  const authors = readAuthors(text);
  if (authors !== undefined) return [{ kind: 'authors', count: authors, ...at }];
  const github = readGithub(text);
  if (github !== null) return [{ kind: 'github', count: github.count, address: null, ...at }];
  if (/^arxiv page$/i.test(text)) return [{ kind: 'mark', ...at }];
  const day = readDayLine(text);
  if (day !== null) return [{ kind: 'day', ...day, ...at }];
  return classifyDotted(text, at) ?? [{ kind: 'text', text, heading: false, address: null, ...at }];
}

/** `· Published on Oct 4, 2026`, `Some Lab · Oct 4`, `- 8 authors · Published on …`, `· 5 authors`. */
function classifyDotted(text: string, at: At): Piece[] | null {
  const dot = text.lastIndexOf('·');
  if (dot === -1) return null;
  const before = text.slice(0, dot).trim();
  const after = text.slice(dot + 1).trim();
  const day = readDayLine(after);
  const authors = readAuthors(day === null ? after : before);
  const named: Piece[] = authors === undefined ? [] : [{ kind: 'authors', count: authors, ...at }];
  if (day === null) return before === '' && authors !== undefined ? named : null;
  if (before !== '' && authors === undefined)
    named.push({ kind: 'organization', name: before, ...at });
  return [...named, { kind: 'dot', ...at }, { kind: 'day', ...day, ...at }];
}

/** `- 8 authors`, `• 1 author`; undefined for anything else. */
function readAuthors(text: string): number | null | undefined {
  const match =
    text.length <= 200 ? /^(?:[-•*·]\s*){0,40}(\d[\d,]{0,8}) authors?$/i.exec(text) : null;
  return match ? readCount(match[1] ?? '') : undefined;
}

/** `GitHub 11.3k`, alone or with the page's link to arXiv behind it. */
function readGithub(text: string): { readonly count: number | null } | null {
  const match =
    text.length <= 60 ? /^github ?([\d.,]+ ?[km]?)?(?: ?[·•|]? ?arxiv page)?$/i.exec(text) : null;
  return match ? { count: readCount(match[1] ?? '') } : null;
}

/** A number of votes; the page writes `-` for none. */
function readVotes(text: string): number | null {
  return text === '-' ? 0 : readCount(text);
}
