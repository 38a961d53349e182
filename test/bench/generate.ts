/** Made-up papers in any number, the same for the same seed: vocabulary by Zipf's law, lengths as in real listings. */
import { type ListedPaper, type Listing, unknownListedPaper } from '../../src/model/listing.ts';

const syllables =
  'ba ce di fo gu la me ni or pa qui re so tu va wen xi yo zu thal mer ston pli gra'.split(' ');

/** A small, quick generator of numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Some 20,000 words of two to four syllables. */
function vocabulary(random: () => number): string[] {
  const words = new Set<string>();
  while (words.size < 20_000) {
    const length = 2 + Math.floor(random() * 3);
    words.add(
      Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''),
    );
  }
  return [...words];
}

/** `number` papers as one listing of the day; ids in a range that no real paper has. */
export function generateListing(number: number, seed = 1): Listing {
  const random = randomNumbers(seed);
  const words = vocabulary(random);
  const pick = () => words[Math.floor(words.length ** random()) - 1] as string;
  const sentence = (length: number) => {
    const text = Array.from({ length }, pick).join(' ');
    return text[0]?.toUpperCase() + text.slice(1);
  };
  const entries: ListedPaper[] = [];
  for (let at = 0; at < number; at++) {
    const id = `26${String(10 + (at % 3)).padStart(2, '0')}.${String(90_000 + Math.floor(at / 3)).padStart(5, '0')}`;
    entries.push({
      ...unknownListedPaper,
      title: sentence(6 + Math.floor(random() * 8)),
      abstract: Array.from(
        { length: 8 },
        () => `${sentence(16 + Math.floor(random() * 10))}.`,
      ).join(' '),
      authors: Array.from({ length: 6 }, () => `${sentence(1)} ${sentence(1)}`),
      authorCount: 6,
      published: '2026-10-13',
      upvotes: Math.floor(200 ** random()),
      comments: Math.floor(10 ** random()),
      ids: number <= 20_000 ? { arxiv: id } : { doi: `10.99999/paper.${at}` },
      position: at + 1,
      listedOn: '2026-10-14',
    });
  }
  return { format: 'hf-json', listedOn: '2026-10-14', dayInferred: false, entries, problems: [] };
}
