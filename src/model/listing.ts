/** What one source showed at one moment, as parsed: the text of the source, nothing resolved or made readable yet. */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** The formats Paperboy recognises by content; one folder of `sources/` each. */
export type ListingFormat =
  | 'pasted-bare'
  | 'pasted-page'
  | 'pasted-trending'
  | 'hf-json'
  | 'hf-html'
  | 'arxiv-api'
  | 'arxiv-list'
  | 'arxiv-mail'
  | 'arxiv-oai'
  | 'biorxiv-api'
  | 'openreview'
  | 'pubmed'
  | 'semantic-scholar'
  | 'json-feed'
  | 'feed';

/** How arXiv announces a paper: new, from another category, or in a new version. */
export type Announce = 'new' | 'cross' | 'replace';

/** One entry of a listing. `null` always means "the source does not say", never zero or empty. */
export interface ListedPaper {
  readonly title: string;
  readonly abstract: string | null;
  /** In the source's order; `null` when only a number, an organisation or nothing is given. */
  readonly authors: readonly string[] | null;
  readonly authorCount: number | null;
  /** The organisation's display name ("DeepSeek", not the handle "deepseek-ai"). */
  readonly organization: string | null;
  /** The paper's own day, as the source gives it. */
  readonly published: Day | null;
  readonly comments: number | null;
  readonly upvotes: number | null;
  /** Stars of the paper's code repository. */
  readonly stars: number | null;
  /** As the source spells them, version and all; `model/paper-id.ts` makes them canonical. */
  readonly ids: {
    readonly arxiv?: string;
    readonly doi?: string;
    /** Of a preprint: the DOI under which it was published since. */
    readonly published?: string;
  };
  /** Where the source links the title to. */
  readonly url: string | null;
  readonly pdfUrl: string | null;
  readonly codeUrl: string | null;
  readonly categories: readonly string[];
  /** Where the source announces papers in kinds; `null` elsewhere. */
  readonly announce: Announce | null;
  /** The day on which the source listed it, where entry or page says so. */
  readonly listedOn: Day | null;
  /** 1 for the first entry of the listing. */
  readonly position: number;
}

/** An entry or a spot that could not be read, or was read with a doubt; the rest of the listing goes on. */
export interface ListingProblem {
  /** 1-based line of the document, where the format has lines. */
  readonly line: number | null;
  readonly message: string;
}

export interface Listing {
  readonly format: ListingFormat;
  /** The page's own day; `null` when the document does not say. */
  readonly listedOn: Day | null;
  /** True when the year or the day was worked out rather than read. */
  readonly dayInferred: boolean;
  readonly entries: readonly ListedPaper[];
  readonly problems: readonly ListingProblem[];
  /** How many entries the document says it holds, where it says so: fewer read means that some were lost. */
  readonly declared?: number | null;
  /** True where the document breaks off: there may have been more. */
  readonly isCut?: boolean;
  /** The day on which the source built the document, for feeds that say so. */
  readonly builtOn?: Day | null;
  /** English names of the weekdays on which the feed says that nothing appears ("Saturday"). */
  readonly skipDays?: readonly string[];
}

/** A ListedPaper of which everything but title and position is unknown: parsers fill in what they find. */
export const unknownListedPaper = {
  abstract: null,
  authors: null,
  authorCount: null,
  organization: null,
  published: null,
  comments: null,
  upvotes: null,
  stars: null,
  ids: {},
  url: null,
  pdfUrl: null,
  codeUrl: null,
  categories: [],
  announce: null,
  listedOn: null,
} as const satisfies Omit<ListedPaper, 'title' | 'position'>;
