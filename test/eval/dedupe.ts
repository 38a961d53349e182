/** `npm run eval:dedupe -- [DIR] [--no-links] [--hide-authors] [--json]`: labelled pairs judged by the program's rules. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type JudgedPair, judgePairs, readPairs, scoresOf } from './judge-pairs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'no-links': { type: 'boolean', default: false },
    'hide-authors': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const shared =
  process.env.PAPERBOY_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const judged = judgePairs(readPairs(positionals[0] ?? `${shared}/eval/dedupe`), {
  links: values['no-links'],
  authors: values['hide-authors'],
});
const scores = scoresOf(judged);

if (values.json) {
  console.log(JSON.stringify(scores));
} else {
  const { precision, recall, f1, kinds } = scores;
  const three = (value: number) => value.toFixed(4);
  console.log(`precision ${three(precision)}  recall ${three(recall)}  F1 ${three(f1)}\n`);
  for (const [kind, { right, total }] of Object.entries(kinds)) {
    console.log(`${kind.padEnd(14)} ${String(right).padStart(5)} / ${total}`);
  }
  list('False merges', (pair) => pair.judgedSame && !pair.same);
  list('Misses', (pair) => pair.same && !pair.judgedSame);
}

function list(heading: string, isListed: (pair: JudgedPair) => boolean): void {
  const listed = judged.filter(isListed);
  console.log(`\n${heading}: ${listed.length}`);
  for (const { one, two, kind } of listed) {
    console.log(`  ${kind}  ${one.rid} ${two.rid}`);
    for (const { title } of [one, two]) console.log(`    ${title.replace(/\s+/g, ' ')}`);
  }
}
