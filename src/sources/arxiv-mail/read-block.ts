/** One paper of arXiv's mail: the line of its id, labelled lines with continuations, and the abstract between `\\` lines. */
import { cleanText } from '../../lib/text.ts';
import { type Announce, type ListedPaper, unknownListedPaper } from '../../model/listing.ts';
import { namesIn } from '../author-names.ts';
import { readDay } from '../day.ts';
import { doiIn } from '../web-address.ts';

const label =
  /^(Title|Authors?|Categories|Comments|Journal-ref|DOI|ACM-class|MSC-class|Report-no|License|Date(?: \([^)]{1,30}\))?): ?(.*)$/;

/** The paper in `lines`, which begin with the line of the id, or in words what is wrong. */
export function readBlock(lines: readonly string[]): Omit<ListedPaper, 'position'> | string {
  const first = lines[0] ?? '';
  const arxiv = /arXiv:(\S{1,40})/.exec(first)?.[1];
  const replaced = lines.slice(1, 4).some((line) => /^replaced with revised version/i.test(line));
  const { fields, abstract, link } = splitBlock(lines.slice(1));
  const title = cleanText(fields.get('Title') ?? '');
  if (title === '') return `arXiv:${arxiv} has no title`;
  const authors = namesIn(cleanText(fields.get('Authors') ?? fields.get('Author') ?? ''), {
    arxiv: true,
  });
  const announce: Announce = replaced ? 'replace' : /cross-listing/i.test(first) ? 'cross' : 'new';
  const doi = doiIn(cleanText(fields.get('DOI') ?? ''));
  return {
    ...unknownListedPaper,
    title,
    abstract: abstract === '' ? null : abstract,
    authors: authors.length > 0 ? authors : null,
    authorCount: authors.length > 0 ? authors.length : null,
    published: replaced ? null : readDay(cleanText(fields.get('Date') ?? '')),
    ids: { ...(arxiv === undefined ? {} : { arxiv }), ...(doi === null ? {} : { doi }) },
    url: link ?? (arxiv === undefined ? null : `https://arxiv.org/abs/${arxiv}`),
    categories: cleanText(fields.get('Categories') ?? '')
      .split(' ')
      .filter((each) => each !== '')
      .slice(0, 30),
    announce,
  };
}

interface BlockParts {
  readonly fields: ReadonlyMap<string, string>;
  readonly abstract: string;
  readonly link: string | null;
}

/** The labelled lines up to the first `\\`, the abstract up to the second, which carries the link. */
function splitBlock(lines: readonly string[]): BlockParts {
  const fields = new Map<string, string>();
  const marks = lines.flatMap((line, index) => (/^\\\\/.test(line) ? [index] : []));
  const rule = lines.findIndex((line) => /^-{20,}$|^%%--%%/.test(line));
  const end = Math.min(marks[0] ?? lines.length, rule === -1 ? lines.length : rule);
  let name = '';
  for (const line of lines.slice(0, end)) {
    const match = label.exec(line);
    if (match) {
      name = (match[1] ?? '').replace(/ \(.*$/, '');
      if (fields.has(name)) name = '';
      else fields.set(name, match[2] ?? '');
    } else if (/^\s+\S/.test(line) && name !== '')
      fields.set(name, `${fields.get(name)} ${line.trim()}`);
  }
  const [one, two] = marks;
  const closing = two ?? one;
  const link =
    /https?:\/\/arxiv\.org\/abs\/[\w./-]{4,40}/.exec(lines[closing ?? -1] ?? '')?.[0] ?? null;
  const whole = one !== undefined && two !== undefined;
  return { fields, abstract: whole ? cleanText(lines.slice(one + 1, two).join('\n')) : '', link };
}
