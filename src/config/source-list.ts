/** Reads the list of sources: plain places, objects with settings, and the short forms for Hugging Face and arXiv. */
import { cleanText } from '../lib/text.ts';
import type { Announce } from '../model/listing.ts';
import {
  plainSource,
  type Republish,
  type Rhythm,
  republishing,
  rhythms,
  type Source,
} from '../model/source.ts';
import { integer, list } from './readers.ts';

/** A comma-separated line of places, or a list of places and objects. @throws Error that names the faulty entry. */
export function sourceList(given: unknown): readonly Source[] {
  if (!Array.isArray(given)) return list(given).map(plainSource);
  const sources = given.map(readSource).filter((source) => source !== null);
  const names = sources.map(({ name, places }) => name ?? places[0]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`“${twice}” stands twice: give one of them another name`);
  return sources;
}

function readSource(given: unknown, index: number): Source | null {
  if (typeof given === 'string' || typeof given === 'number') {
    const place = cleanText(String(given));
    return place === '' ? null : plainSource(place);
  }
  try {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw new Error('expected an address, a file or an object with “from”');
    }
    return sourceOf(new Map(Object.entries(given)));
  } catch (error) {
    throw new Error(`source ${index + 1}: ${(error as Error).message}`);
  }
}

/** The settings of an object, each with what it may be. */
const settings: Readonly<Record<string, (given: unknown) => Partial<Source>>> = {
  name: (given) => ({ name: list([given])[0] ?? null }),
  from: (given) => ({ places: placesOf(given) }),
  rhythm: (given) => ({ rhythm: oneOf<Rhythm>('rhythm', rhythms, given) }),
  announce: (given) => ({
    announce: list(given).map((kind) => oneOf<Announce>('announce', announceKinds, kind)),
  }),
  republish: (given) => ({ republish: oneOf<Republish>('republish', republishing, given) }),
  allowPrivate: (given) => ({ allowPrivate: yesOrNo(given) }),
  poll: (given) => ({ poll: integer(1, 1_440)(given) }),
};

const announceKinds = ['new', 'cross', 'replace'] as const;

function sourceOf(fields: Map<string, unknown>): Source {
  const short = [...fields.keys()].filter((key) => shortForms[key] !== undefined);
  if (short.length + (fields.has('from') ? 1 : 0) !== 1) {
    throw new Error(`expected one of from, ${Object.keys(shortForms).join(', ')}`);
  }
  let source: Source = { ...plainSource(''), places: [] };
  for (const key of short) source = { ...source, ...shortForms[key]!(fields.get(key)) };
  for (const [key, value] of fields) {
    if (shortForms[key] !== undefined) continue;
    const read = settings[key];
    if (read === undefined) {
      throw new Error(`there is no setting ${key}; there are ${Object.keys(settings).join(', ')}`);
    }
    source = { ...source, ...read(value) };
  }
  return source;
}

/** The API first, then the page, whose embedded data and whose markup are both read. */
const huggingFacePeriods: Readonly<
  Record<string, { query: string; page: string; rhythm: Rhythm }>
> = {
  daily: { query: 'date={date}&limit=100', page: 'date/{date}', rhythm: 'weekdays' },
  weekly: { query: 'week={week}&limit=100', page: 'week/{week}', rhythm: 'weekdays' },
  monthly: { query: 'month={month}&limit=100', page: 'month/{month}', rhythm: 'weekdays' },
  trending: { query: 'sort=trending&limit=100', page: 'trending', rhythm: 'irregular' },
};

const shortForms: Readonly<Record<string, (given: unknown) => Partial<Source>>> = {
  huggingface: (given) => {
    const period = oneOf('huggingface', Object.keys(huggingFacePeriods), given);
    const { query, page, rhythm } = huggingFacePeriods[period]!;
    const places = [
      `https://huggingface.co/api/daily_papers?${query}`,
      `https://huggingface.co/papers/${page}`,
    ];
    return { name: `Hugging Face ${period} papers`, places, rhythm };
  },
  arxiv: (given) => {
    const categories = list(given);
    const wrong = categories.find((category) => !/^[a-z-]+(?:\.[A-Za-z-]+)?$/.test(category));
    if (categories.length === 0 || wrong !== undefined) {
      throw new Error(`arxiv: expected categories such as cs.AI${wrong ? `, not ${wrong}` : ''}`);
    }
    const joined = categories.join('+');
    return {
      name: `arXiv ${joined}`,
      places: [`https://rss.arxiv.org/rss/${joined}`, `https://rss.arxiv.org/atom/${joined}`],
      announce: ['new', 'cross'],
    };
  },
  biorxiv: (given) => {
    const subjects = list(given).map((subject) => subject.toLowerCase().replace(/\s+/g, '_'));
    if (subjects.length === 0) throw new Error('biorxiv: expected subjects such as genomics');
    const joined = encodeURIComponent(subjects.join('+')).replaceAll('%2B', '+');
    return {
      name: `bioRxiv ${subjects.join('+')}`,
      places: [`https://connect.biorxiv.org/biorxiv_xml.php?subject=${joined}`],
      rhythm: 'daily',
    };
  },
};

function placesOf(given: unknown): readonly string[] {
  const places = list(Array.isArray(given) ? given : [given]);
  if (places.length === 0) throw new Error('from: expected an address, a file or a folder');
  return places;
}

function oneOf<T extends string>(name: string, allowed: readonly T[], given: unknown): T {
  const found = allowed.find((value) => value === String(given).trim().toLowerCase());
  if (found === undefined) throw new Error(`${name}: expected ${allowed.join(', ')}`);
  return found;
}

function yesOrNo(given: unknown): boolean {
  if (typeof given !== 'boolean') throw new Error('allowPrivate: expected true or false');
  return given;
}
