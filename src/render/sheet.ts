/** The sheet that every page of subscribing stands on: masthead, heading, body, foot. */
import { loadTemplate } from './template.ts';

/** What all pages of a site share. */
export interface SheetSite {
  /** The site's name. */
  readonly title: string;
  /** The path it is mounted under, without closing slash; empty at the root. */
  readonly home: string;
  /** Whether strangers can subscribe. */
  readonly open: boolean;
}

export interface Sheet {
  readonly heading: string;
  /** HTML, made by a template. */
  readonly body: string;
  /** With room for something beside the text. */
  readonly wide?: boolean;
  /** Not for search engines. */
  readonly hidden?: boolean;
  /** Source text, run at the end of the page; see `guessZone`. */
  readonly script?: string;
}

/** @throws PaperboyError TEMPLATE_INVALID when templates/sheet.hbs has been damaged. */
export async function renderSheet(site: SheetSite, sheet: Sheet): Promise<string> {
  const fill = await loadTemplate('sheet');
  const { heading, body, wide = false, hidden = true, script = null } = sheet;
  const pageTitle = `${heading} – ${site.title}`;
  return fill({ ...site, heading, body, wide, hidden, script, pageTitle });
}
