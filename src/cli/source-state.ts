/** What the board knows of one source, and the words for it in so many columns. */
import { cutToWidth, fitToWidth } from '../lib/display-width.ts';

export type Tone = 'green' | 'yellow' | 'red' | 'dim';

export type SourceState =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'receiving';
      /** Bytes so far, and altogether; null where the server does not say. */
      readonly received: number;
      readonly total: number | null;
      /** Bytes and moment (milliseconds) of the first news, from which the speed is taken. */
      readonly from: number;
      readonly since: number;
      /** Steps of the mark, which goes on with news alone, and the moment of the last one. */
      readonly beats: number;
      readonly beatAt: number;
    }
  /** Read, and not yet judged. */
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'judged'; readonly text: string };

/** The name in its columns, and what stands after it in the columns left. */
export interface BoardLine {
  readonly name: string;
  readonly words: string;
  readonly tone: Tone | null;
  /** True where it is a verdict and nothing of it was cut. */
  readonly tellsAll: boolean;
}

const widestBar = 20;
/** Narrower says nothing. */
const narrowestBar = 4;
/** "99.9 MB  99,999 kB/s" and the gap before it. */
const figuresWidth = 24;
/** Milliseconds before which a speed is chance. */
const soonest = 200;

const tones: Readonly<Record<string, Tone>> = {
  fresh: 'green',
  quiet: 'dim',
  unchanged: 'dim',
  stale: 'yellow',
  partial: 'yellow',
  broken: 'red',
};

/** A line of at most `columns` columns, `nameWidth` and a gap of two of them the name's. */
export function composeLine(
  name: string,
  state: SourceState,
  { columns, nameWidth, now }: { columns: number; nameWidth: number; now: number },
): BoardLine {
  const shown = fitToWidth(name, Math.min(nameWidth, columns));
  const gap = ' '.repeat(Math.max(0, Math.min(2, columns - nameWidth)));
  const room = Math.max(0, columns - nameWidth - 2);
  const text = wordsOf(state, room, now);
  const words = cutToWidth(text, room);
  const tellsAll = state.kind === 'judged' && words === text;
  return { name: shown + gap, words, tone: toneOf(state), tellsAll };
}

function wordsOf(state: SourceState, room: number, now: number): string {
  if (state.kind === 'waiting') return 'waiting';
  if (state.kind !== 'receiving') return state.text;
  const { received, total } = state;
  const width = Math.min(widestBar, room - figuresWidth);
  const known = total !== null && total > 0;
  const share = known ? Math.min(1, received / total) : 0;
  const bar = known ? fillBar(share, width) : moveMark(state.beats, width);
  const far = known ? `${Math.floor(share * 100)}%`.padStart(4) : sizeOf(received);
  return [...(width < narrowestBar ? [] : [bar]), far, speedOf(state, now)].join('  ').trim();
}

function fillBar(share: number, width: number): string {
  const filled = Math.floor(share * width);
  return '█'.repeat(Math.max(0, filled)) + '░'.repeat(Math.max(0, width - filled));
}

/** Three blocks that go round. */
function moveMark(beats: number, width: number): string {
  return Array.from({ length: Math.max(0, width) }, (_, place) =>
    (place - beats + width * (beats + 1)) % width < 3 ? '█' : '░',
  ).join('');
}

function speedOf(
  { received, from, since }: SourceState & { kind: 'receiving' },
  now: number,
): string {
  const took = now - since;
  if (took < soonest) return '';
  // Bytes in a millisecond are kilobytes in a second.
  const speed = (received - from) / took;
  return `${speed < 10 ? speed.toFixed(1) : Math.round(speed)} kB/s`;
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function toneOf(state: SourceState): Tone | null {
  if (state.kind === 'waiting') return 'dim';
  if (state.kind !== 'judged') return null;
  return tones[/^\w+/.exec(state.text)?.[0] ?? ''] ?? null;
}
