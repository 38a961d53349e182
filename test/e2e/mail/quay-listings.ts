/** The listings of two days at the quay: what the second one repeats and what it adds. */
import { abstractOf, type Place, pastedPage } from '../cli/run-paperboy.ts';

const subjects = [
  ...['Lamp Oil', 'Fog Horns', 'Herring Gulls', 'Tide Tables', 'Rope Ladders', 'Harbour Seals'],
  ...['Sand Banks', 'Signal Flags', 'Salt Marshes', 'Pilot Boats', 'Cork Floats', 'Anchor Chains'],
] as const;

export const titles = subjects.map((subject, at) => `${subject} Counted on ${at + 3} Mornings`);

/** Writes `listing.txt` with the papers of those numbers. */
export function listPapers(place: Place, from: number, to: number): void {
  const papers = subjects.map((subject, at) => ({
    title: titles[at]!,
    abstract: `${abstractOf(subject)} It is all about ${subject}, again and again, number ${at}.`,
  }));
  place.file('listing.txt', pastedPage(papers.slice(from, to)));
}

/** `paperboy.yaml` for that listing; more settings may follow. */
export function configure(place: Place, settings = '', limit = 50): void {
  place.file(
    'paperboy.yaml',
    `title: The Quay\ntimezone: UTC\nlimit: ${limit}\nsources: [listing.txt]\n${settings}`,
  );
}
