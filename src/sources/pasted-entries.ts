/** Puts the pieces of a pasted papers page together to papers: a walk over them with one paper open at a time. */
import type { ListingProblem } from '../model/listing.ts';
import { type Draft, emptyDraft, withoutHandle, withoutSameHandle } from './pasted-draft.ts';
import type { Piece } from './pasted-pieces.ts';
import { endsAsSentence, looksLikeAbstract, looksLikeTitle } from './text-shape.ts';
import { arxivIdInAddress } from './web-address.ts';

export interface PastedEntries {
  readonly drafts: readonly Draft[];
  readonly problems: readonly ListingProblem[];
}

type TextPiece = Extract<Piece, { kind: 'text' }>;
type Counted = 'upvotes' | 'stars' | 'comments';

/**
 * The papers in `pieces`, which begin after the page's head. A title without an abstract stays a paper and becomes a
 * problem; so does a line that fits nowhere. `handles`: a lone organisation line begins with its handle.
 */
export function assembleEntries(pieces: readonly Piece[], handles: boolean): PastedEntries {
  return new Assembly(pieces, handles).run();
}

class Assembly {
  readonly #pieces: readonly Piece[];
  readonly #handles: boolean;
  /** Blank lines part the paragraphs: lines without one between them belong together. */
  readonly #spaced: boolean;
  /** Titles are Markdown headings: no other text begins a paper. */
  readonly #headed: boolean;
  readonly #drafts: Draft[] = [];
  readonly #problems: ListingProblem[] = [];
  #open: Draft | null = null;
  /** True once the open paper's facts have begun: text that follows begins the next paper. */
  #closed = false;
  /** What a number by itself would count. */
  #counts: Counted | null = null;
  #votesBefore: number | null = null;
  #afterSubmitter = false;

  constructor(pieces: readonly Piece[], handles: boolean) {
    this.#pieces = pieces;
    this.#handles = handles;
    const texts = pieces.filter((piece) => piece.kind === 'text');
    this.#headed = texts.some((piece) => piece.heading);
    this.#spaced = texts.filter((piece) => piece.gap).length >= texts.length * 0.2;
  }

  run(): PastedEntries {
    for (const [index, piece] of this.#pieces.entries()) this.#take(piece, index);
    this.#finish();
    return {
      drafts: this.#drafts,
      problems: this.#problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    };
  }

  #take(piece: Piece, index: number): void {
    const counts = this.#counts;
    if (piece.kind !== 'address') this.#counts = null;
    switch (piece.kind) {
      case 'text':
        this.#takeText(piece, index);
        break;
      case 'number':
        this.#takeNumber(piece.count, index, piece.gap, counts);
        break;
      case 'day':
        this.#takeDay(piece);
        break;
      case 'address':
        this.#takeAddress(piece.address);
        break;
      case 'site':
        this.#finish();
        break;
      case 'overlong':
        this.#report(piece.line, 'this line is longer than any abstract; it was left out');
        this.#finish();
        break;
      case 'submitter':
        this.#finish();
        this.#afterSubmitter = !piece.named;
        break;
      case 'votes-before':
        this.#finish();
        this.#votesBefore = piece.count;
        break;
      case 'organization':
        if (this.#afterSubmitter) this.#afterSubmitter = false;
        else if (this.#open) this.#set('organization', withoutSameHandle(piece.name));
        break;
      case 'authors':
        this.#set('authorCount', piece.count);
        this.#counts = 'comments';
        break;
      case 'upvote':
        this.#set('upvotes', piece.count);
        if (piece.count === null) this.#counts = 'upvotes';
        break;
      case 'github':
        this.#set('stars', piece.count);
        this.#set('codeUrl', piece.address);
        if (piece.count === null) this.#counts = 'stars';
        break;
      default:
        this.#closed = true;
    }
  }

  #set<Key extends keyof Draft>(key: Key, value: Draft[Key]): void {
    this.#closed = true;
    if (this.#open && this.#open[key] === null && value !== null) this.#open[key] = value;
  }

  #takeText(piece: TextPiece, index: number): void {
    const { text } = piece;
    if (this.#afterSubmitter) {
      this.#afterSubmitter = false;
      if (!piece.heading && /^\S{1,60}$/.test(text)) {
        this.#counts = 'upvotes';
        return;
      }
    }
    const open = this.#open;
    const id = piece.address === null ? null : arxivIdInAddress(piece.address);
    if (piece.heading) this.#begin(piece);
    else if (open === null) this.#takeStray(piece);
    else if (id !== null && open.arxiv !== null && id !== open.arxiv) this.#begin(piece);
    else if (this.#isOrganization(piece, index)) this.#takeOrganization(text, index);
    else if (this.#closed) this.#takeStray(piece);
    else if (open.abstract === null) this.#takeSecond(open, piece, index);
    else this.#takeThird(open, piece);
  }

  #takeOrganization(text: string, index: number): void {
    // A link to the organisation's page behind it shows that the text is all name.
    const handle = this.#handles && this.#pieces[index + 1]?.kind !== 'address';
    const name = handle ? withoutHandle(text) : withoutSameHandle(text);
    this.#set('organization', name);
  }

  /** A text outside of any paper begins one, unless titles can be told otherwise. */
  #takeStray(piece: TextPiece): void {
    if (!this.#headed || piece.address !== null) this.#begin(piece);
    else if (looksLikeAbstract(piece.text))
      this.#report(piece.line, 'this text belongs to no paper; it was left out');
  }

  /** The text after a title: its abstract, the rest of a title that was wrapped, or the next title. */
  #takeSecond(open: Draft, piece: TextPiece, index: number): void {
    const { text } = piece;
    const next = this.#nextText(index);
    const wrapped = this.#spaced && !piece.gap && !looksLikeAbstract(text);
    if (wrapped && (next === undefined || next.gap)) open.title = `${open.title} ${text}`;
    else if (!this.#headed && looksLikeTitle(text) && this.#isAbstractOfItsOwn(next))
      this.#begin(piece);
    else open.abstract = text;
  }

  /** True for a text that would make the one before it a title: an abstract, and not more of the same paragraph. */
  #isAbstractOfItsOwn(next: TextPiece | undefined): boolean {
    if (next === undefined || next.heading) return false;
    return looksLikeAbstract(next.text) && (next.gap || !this.#spaced);
  }

  /** A text after an abstract: more of it, or the next title. */
  #takeThird(open: Draft, piece: TextPiece): void {
    const { text } = piece;
    const continued = this.#headed || (this.#spaced && !piece.gap);
    if (continued) open.abstract = `${open.abstract} ${text}`;
    else if (!looksLikeAbstract(text)) this.#begin(piece);
    else if (!endsAsSentence(open.abstract ?? '')) {
      open.abstract = `${open.abstract} ${text}`;
      this.#report(
        piece.line,
        'a second long line follows the abstract; it was read as the rest of it',
      );
    } else
      this.#report(piece.line, 'a long line stands where a title was expected; it was left out');
  }

  /** A short text that the dot before a day follows, once the title is known. */
  #isOrganization(piece: TextPiece, index: number): boolean {
    if (piece.heading || piece.text.length > 120 || looksLikeAbstract(piece.text)) return false;
    if (this.#open?.organization != null || this.#open?.day != null) return false;
    let next = index + 1;
    while (this.#pieces[next]?.kind === 'address') next += 1;
    return this.#pieces[next]?.kind === 'dot';
  }

  #nextText(index: number): TextPiece | undefined {
    for (const piece of this.#pieces.slice(index + 1, index + 4)) {
      if (piece.kind === 'text') return piece;
      if (piece.kind !== 'address') return undefined;
    }
    return undefined;
  }

  #takeNumber(count: number | null, index: number, gap: boolean, counts: Counted | null): void {
    const next = this.#pieces[index + 1]?.kind;
    const linked = next === 'comments-link';
    // A number further below may be the votes of the next paper, unless that one begins behind it.
    const last = linked || !gap || next === 'submitter' || next === undefined;
    const what = linked ? 'comments' : counts;
    if (what === 'upvotes' && this.#open === null) this.#votesBefore = count ?? 0;
    else if (what === 'upvotes') this.#set('upvotes', count ?? 0);
    else if (what === 'comments' && count !== null && last) this.#set('comments', count);
    else if (what === 'stars') this.#set('stars', count);
  }

  #takeDay(piece: Extract<Piece, { kind: 'day' }>): void {
    const open = this.#open;
    if (open === null || open.day !== null) {
      this.#report(piece.line, 'this day belongs to no paper; it was left out');
      return;
    }
    this.#set('day', piece.day);
    this.#set('comments', piece.comments);
    if (piece.comments === null) this.#counts = 'comments';
  }

  /** A paper's page names it; a page of arXiv does where nothing better does. */
  #takeAddress(address: string): void {
    const open = this.#open;
    const id = arxivIdInAddress(address);
    if (open === null || id === null || open.arxiv !== null) return;
    if (this.#closed && !address.includes('arxiv.org')) return;
    open.arxiv = id;
    open.url ??= address;
  }

  #begin(piece: TextPiece): void {
    const votes = this.#votesBefore;
    this.#finish();
    const arxiv = piece.address === null ? null : arxivIdInAddress(piece.address);
    this.#open = {
      ...emptyDraft,
      line: piece.line,
      title: piece.text,
      upvotes: votes,
      arxiv,
      url: piece.address,
    };
    this.#drafts.push(this.#open);
  }

  #finish(): void {
    if (this.#open?.abstract === null) {
      this.#report(
        this.#open.line,
        'no abstract follows this title; the text may be cut off there',
      );
    }
    this.#open = null;
    this.#closed = false;
    this.#votesBefore = null;
    this.#afterSubmitter = false;
  }

  #report(line: number, message: string): void {
    this.#problems.push({ line, message });
  }
}
