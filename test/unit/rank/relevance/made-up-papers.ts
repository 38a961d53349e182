/** Made-up papers on some subjects, in any number, the same for the same seed. */
import type { Candidate } from '../../../../src/model/paper.ts';
import { randomNumbers } from '../../../bench/generate.ts';
import { candidate } from '../sample-candidates.ts';

const subjects = [
  'kite wind string tail harbour gust flight paper frame sail',
  'lantern wick oil night glass glow moth street lamp shade',
  'bread oven yeast crust flour loaf dough baker salt rye',
  'bell tower bronze clapper ring toll rope chime hour echo',
  'bridge arch stone river span pillar toll barge flood keystone',
].map((words) => words.split(' '));

const names = 'Ada Ferrow,Bo Quill,Cy Marsh,Dee Tarn,Eli Voss,Fay Wick,Gus Yarrow'.split(',');

export function madeUpPapers(number: number, seed: number): Candidate[] {
  const random = randomNumbers(seed);
  const one = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  return Array.from({ length: number }, (_, at) => {
    const [own, other] = [one(subjects), one(subjects)];
    const words = (length: number) =>
      Array.from({ length }, () => one(random() < 0.8 ? own : other)).join(' ');
    return candidate(`${words(3 + Math.floor(random() * 4))} number ${at}`, {
      abstract: random() < 0.1 ? null : `We look at ${words(10 + Math.floor(random() * 40))}.`,
      authors: random() < 0.2 ? null : [one(names), one(names)],
      published: '2026-10-13',
    });
  });
}
