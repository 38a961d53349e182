/** What a renderer must know beyond the digest itself. */

export interface RenderOptions {
  /** The site's public address without closing slash; null in personal mode (feeds then carry a `tag:` URI). */
  readonly baseUrl: string | null;
  /** Where a title is looked up when no link of the paper is known; `{title}` stands for the encoded title. */
  readonly searchLink: string;
  /** Why the reader gets this: one sentence, shown in the footer of mails. */
  readonly why: string;
  /** Where to unsubscribe (https: or mailto:); null when there is nothing to unsubscribe from. */
  readonly unsubscribe: string | null;
  /** The page with all that the reader can set, linked in the footer of mails; null without a public site. */
  readonly preferences: string | null;
  /** Where a mail's reader says more or less of a paper: its key goes at the end. Null without a public site. */
  readonly votes: string | null;
  /** Who sends it, with postal address where one is set; shown in the footer of mails. */
  readonly sender: string;
  /** Columns of terminal text. */
  readonly width: number;
  /** ANSI colours in terminal text. */
  readonly color: boolean;
  /** Print each score's arithmetic (text, Markdown and JSON). */
  readonly explain: boolean;
  /** True when HTML and text become a mail: they then keep to the size mails allow and carry the footer. */
  readonly mail: boolean;
}
