/** What the fields of a library mean, whichever program wrote them: ids, names, days. */
import { isDay } from '../../lib/days.ts';
import type { Day, ListedPaper } from '../../model/listing.ts';
import { arxivId, doiId, urlId } from '../../model/paper-id.ts';

interface GivenIds {
  readonly arxiv: readonly string[];
  readonly doi: string;
  readonly url: string;
  /** Fields in which an arXiv id may stand among other things. */
  readonly notes: readonly string[];
}

const noted =
  /\barxiv(?:\s*preprint)?[\s:.]*(?:arxiv\s*:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?![\d.]*\d)/i;
const notedDoi = /\bdoi\s*:\s*(10\.\d{4,9}\/[^\s"<>]+)/i;

/** The ids and the address of an entry; an id that is none is left out. */
export function idsIn({ arxiv, doi, url, notes }: GivenIds): Pick<ListedPaper, 'ids' | 'url'> {
  const candidates = [
    ...arxiv,
    ...notes.map((note) => noted.exec(note.slice(0, 2_000))?.[1] ?? ''),
    doi,
    url,
  ];
  const foundArxiv = candidates.find((text) => text !== '' && arxivId(text) !== null);
  const foundDoi = [
    doi,
    ...notes.map((note) => notedDoi.exec(note.slice(0, 2_000))?.[1] ?? ''),
    url,
  ].find((text) => text !== '' && doiId(text)?.startsWith('doi:') === true);
  return {
    ids: {
      ...(foundArxiv === undefined ? {} : { arxiv: foundArxiv }),
      ...(foundDoi === undefined ? {} : { doi: foundDoi }),
    },
    url: urlId(url) === null ? null : url,
  };
}

/** "Quill, Ada" and "Quill, Jr., Ada" with the given name first; other names as they are. */
export function surnameLast(name: string): string {
  const parts = name.split(',').map((part) => part.trim());
  if (parts.length === 2) return `${parts[1]} ${parts[0]}`.trim();
  if (parts.length === 3) return `${parts[2]} ${parts[0]} ${parts[1]}`.trim();
  return name.trim();
}

/** The day in a date written as `2026/10/14/`, `2026-10-14` or with a time; null for a bare year or month. */
export function yearOrDay(text: string): Day | null {
  const [, year, month = '', day = ''] = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(text) ?? [];
  if (year === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(written) ? written : null;
}
