/** The digest's HTML mail filled from the compiled template, against the mjml package compiling the same mail. */
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import { composeDigest } from '../../src/digest/compose-digest.ts';
import { noInterests } from '../../src/model/interests.ts';
import { prepareRanking, rankPapers } from '../../src/rank/rank-papers.ts';
import { digestView } from '../../src/render/html.ts';
import { renderDigest } from '../../src/render/render.ts';
import { day, generateCandidates } from './candidates.ts';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

/** One render is too short to be timed alone, and a day's mails are rendered in a row. */
const mails = 200;

export async function benchRender(): Promise<BenchResult[]> {
  const candidates = generateCandidates(60);
  const { ranked } = rankPapers(prepareRanking(candidates, day), noInterests);
  const counts = { listed: 60, papers: 60, repeats: 0, muted: 0 };
  const policy = { date: day, title: 'Bench', limit: 20, notices: [] };
  const digest = composeDigest(ranked, noInterests, counts, policy);
  const options = {
    ...{
      baseUrl: null,
      searchLink: 'https://example.org/?q={title}',
      why: 'A benchmark.',
      unsubscribe: null,
      preferences: null,
      votes: null,
    },
    ...{ sender: 'Bench', width: 80, color: false, explain: false, mail: true },
  };
  const source = readFileSync(new URL('../../templates/digest.mjml', import.meta.url), 'utf8');
  const fill = Handlebars.compile(source.replace(/<!--[\s\S]*?-->/g, ''));
  const { ours, reference } = await compare(
    'render',
    async () => {
      for (let mail = 0; mail < mails; mail++) await renderDigest(digest, 'html', options);
    },
    async () => {
      const { html } = await mjml2html(fill(digestView(digest, options)), { fonts: {} });
      if (html.length < 10_000) throw new Error('mjml made too little');
    },
    15,
    10,
  );
  return [
    {
      name: 'render 20 papers as HTML mail, times faster than compiling it with mjml',
      ratio: reference / (ours / mails),
      limit: { kind: 'at least', value: 20 },
      detail: `${(ours / mails).toFixed(3)} ms a mail against ${reference.toFixed(1)} ms (medians of 15, by turns)`,
    },
  ];
}
