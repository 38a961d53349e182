/** A list with one paper a line, as entries of a library: arXiv ids, DOIs, addresses, or titles pasted from anywhere. */
import { type ListedPaper, unknownListedPaper } from '../../model/listing.ts';
import { arxivId, doiId, urlId } from '../../model/paper-id.ts';
import { type Library, type LibraryEntry, type LibraryProblem, mostEntries } from './library.ts';

/** What people put before the lines of a list: `- `, `3. `, `[3] `. */
const bullet = /^(?:[-*•–]|\d{1,4}[.)]|\[\d{1,4}\])\s+/;

/** No title is longer: it is a text, or the file is something else. UTF-16 units. */
const longest = 600;

/** An address and a title together are no longer: such a line is not looked into. UTF-16 units. */
const longestLine = 5_000;

/** @param kind `ids` refuses what is none; null takes a line that is no id for a title. */
export function readLines(text: string, kind: 'ids' | 'titles' | null): Library {
  const entries: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  let ids = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const written = raw.trim();
    if (written === '') continue;
    const name = written.slice(0, 80);
    const content = written.length > longestLine ? written : contentOf(written);
    const isReadable = kind !== 'titles' && content.length <= longestLine;
    const found = isReadable ? entryOfId(content) : null;
    const fault = found === null ? faultOf(content, kind) : null;
    if (fault !== null) problems.push({ line, name, message: fault });
    else if (entries.length >= mostEntries) {
      problems.push({ line, name, message: `is beyond the first ${mostEntries} entries` });
      break;
    } else {
      if (found !== null) ids++;
      const listed = {
        ...unknownListedPaper,
        title: content,
        ...found,
        position: entries.length + 1,
      };
      entries.push({ line, name, listed });
    }
  }
  const format = kind ?? (ids * 2 > entries.length ? 'ids' : 'titles');
  return { format, entries, problems };
}

/** Without what stands around it, and with single spaces. Linear in the length of the line. */
function contentOf(written: string): string {
  const text = written.replace(/\s+/g, ' ').replace(bullet, '');
  let [from, to] = [0, text.length];
  while (from < to && '“”"\''.includes(text[from] as string)) from++;
  while (to > from && '“”"\',;'.includes(text[to - 1] as string)) to--;
  return text.slice(from, to).trim();
}

function faultOf(content: string, kind: 'ids' | 'titles' | null): string | null {
  if (kind === 'ids') return 'is no arXiv id, DOI or address';
  if (!/\p{L}/u.test(content)) return 'is neither an id nor a title';
  return content.length > longest ? 'is too long for a title' : null;
}

/** An id, and perhaps the title behind it. */
function entryOfId(content: string): Pick<ListedPaper, 'title' | 'ids' | 'url'> | null {
  const [, head = '', rest = ''] =
    /^((?:arxiv|doi):\s*\S+|\S+)(?:\s+[-–—:|#]?\s*(.*))?$/i.exec(content) ?? [];
  const title = arxivId(content) === null ? rest : '';
  if (title.length > longest) return null;
  const arxiv = arxivId(content) === null ? head : content;
  if (arxivId(arxiv) !== null) return { title, ids: { arxiv }, url: null };
  if (doiId(head) !== null) return { title, ids: { doi: head }, url: null };
  const url = /^https?:/i.test(head) ? head : null;
  return url === null || urlId(url) === null ? null : { title, ids: {}, url };
}
