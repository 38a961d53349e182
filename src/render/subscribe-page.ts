/** The page on which a stranger subscribes. */
import {
  type FieldProblem,
  guessZone,
  problemOf,
  problemSummary,
  renderPreferenceFields,
  type TypedWords,
} from './preference-fields.ts';
import { renderSheet, type SheetSite } from './sheet.ts';
import { loadTemplate } from './template.ts';

export interface SubscribePage {
  readonly address: string;
  readonly words: TypedWords;
  readonly problems: readonly FieldProblem[];
  /** What was typed into the field that people do not see. */
  readonly trap: string;
  /** Tells the server when the form was shown. */
  readonly shown: string;
  /** The words the reader agrees to. */
  readonly consent: string;
  /** The site's own time zone. */
  readonly timezone: string;
}

/** @throws PaperboyError TEMPLATE_INVALID */
export async function renderSubscribePage(site: SheetSite, page: SubscribePage): Promise<string> {
  const fill = await loadTemplate('subscribe');
  const { problems } = page;
  const body = fill({
    ...{ home: site.home, trap: page.trap, shown: page.shown, consent: page.consent },
    ...problemSummary(problems),
    address: { value: page.address, ...problemOf('address', problems) },
    fields: await renderPreferenceFields({ ...page, folded: true }),
  });
  const heading = problems.length === 0 ? 'Subscribe' : 'Almost there';
  return renderSheet(site, { heading, body, hidden: problems.length > 0, script: guessZone });
}
