/** What this is, what is kept about readers, and how to leave. */
import { renderSheet, type SheetSite } from './sheet.ts';
import { loadTemplate } from './template.ts';

export interface AboutPage {
  /** The words a reader agrees to. */
  readonly consent: string;
  /** The mail address of whoever runs the site. */
  readonly operator: string | null;
}

/** @throws PaperboyError TEMPLATE_INVALID */
export async function renderAboutPage(site: SheetSite, page: AboutPage): Promise<string> {
  const fill = await loadTemplate('about');
  const body = fill({ ...site, ...page });
  return renderSheet(site, { heading: 'About, and your privacy', body, hidden: false });
}
