/** A digest as a piece of a page, small enough to stand beside a form. */
import type { Digest } from '../model/digest.ts';
import { cleanDigest, cleanOptions } from './clean-digest.ts';
import { digestView } from './html.ts';
import type { RenderOptions } from './options.ts';
import { loadTemplate } from './template.ts';
import { standfirst } from './wording.ts';

/** Bytes of HTML; a page with a form around it is to stay below 60,000. */
const largest = 28_000;

/** The first papers that fit, and how many more there are. @throws PaperboyError TEMPLATE_INVALID */
export async function renderPreview(given: Digest, options: RenderOptions): Promise<string> {
  const fill = await loadTemplate('preview');
  const digest = cleanDigest(given, false);
  const clean = cleanOptions({ ...options, mail: false });
  for (let shown = 20; ; shown = Math.floor(shown / 2)) {
    const view = {
      ...digestView(firstPapers(digest, shown), clean),
      standfirst: standfirst(digest),
    };
    const html = fill(view);
    if (Buffer.byteLength(html) <= largest || shown === 0) return html;
  }
}

function firstPapers(digest: Digest, shown: number): Digest {
  let left = shown;
  const sections = digest.sections.map((section) => {
    const papers = section.papers.slice(0, left);
    left -= papers.length;
    return { ...section, papers, more: section.more + section.papers.length - papers.length };
  });
  return { ...digest, sections };
}
