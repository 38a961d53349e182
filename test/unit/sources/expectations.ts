/** What the conformance files expect of an entry, in one shape: feedparser's comments and gofeed's JSON. */

/** The facts of an entry that a paper source needs. */
export const factNames = [
  'title',
  'link',
  'id',
  'abstract',
  'author',
  'published',
  'updated',
] as const;
export type FactName = (typeof factNames)[number];

export interface Expectation {
  readonly entry: number;
  readonly fact: FactName;
  /** Which of several authors. */
  readonly index: number;
  readonly value: string;
}

const paths: readonly (readonly [RegExp, FactName])[] = [
  [/^\['title'\](?:\['value'\])?$|^\['title_detail'\]\['value'\]$/, 'title'],
  [/^\['link'\]$/, 'link'],
  [/^\['(?:id|guid)'\]$/, 'id'],
  [
    /^\['(?:summary|description)'\]$|^\['summary_detail'\]\['value'\]$|^\['content'\]\[0\]\['value'\]$/,
    'abstract',
  ],
  [/^\['author'\]$|^\['author_detail'\]\['name'\]$|^\['authors'\]\[\d\]\['name'\]$/, 'author'],
  [/^\['(?:published|created|issued)(?:_parsed)?'\]$/, 'published'],
  [/^\['(?:updated|modified)(?:_parsed)?'\]$/, 'updated'],
];

/** The expectations in feedparser's comment: `entries[0]['title'] == 'Example' and …`; those of other kinds are left out. */
export function pythonExpectations(document: string): readonly Expectation[] {
  const written = /^\s*Expect:\s*([\s\S]*?)\s*-->/m.exec(document)?.[1] ?? '';
  return splitOutsideStrings(written, ' and ').flatMap((clause) => {
    const sides = splitOutsideStrings(stripBrackets(clause), '==').map((side) => side.trim());
    const value = literalOf(sides.at(-1) ?? '');
    if (sides.length < 2 || value === null) return [];
    return sides.slice(0, -1).flatMap((side) => expectationOf(side, value));
  });
}

function expectationOf(side: string, value: string): Expectation[] {
  const match = /^entries\[(\d+)\](.*)$/.exec(side);
  const path = match?.[2] ?? '';
  const fact = paths.find(([pattern]) => pattern.test(path))?.[1];
  const index = Number(/\['authors'\]\[(\d)\]/.exec(path)?.[1] ?? 0);
  return fact === undefined ? [] : [{ entry: Number(match?.[1]), fact, index, value }];
}

function stripBrackets(clause: string): string {
  const bare = clause.trim();
  return bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1) : bare;
}

function splitOutsideStrings(text: string, mark: string): string[] {
  const parts = [''];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && text.startsWith(mark, at)) {
      parts.push('');
      at += mark.length - 1;
      continue;
    }
    if (character === '\\' && quote !== '') {
      parts[parts.length - 1] += character + text.charAt(at + 1);
      at += 1;
      continue;
    }
    if (quote === '' ? character === '"' || character === "'" : character === quote)
      quote = quote === '' ? character : '';
    parts[parts.length - 1] += character;
  }
  return parts;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A Python string, or a time tuple as a day; null for anything else. */
function literalOf(text: string): string | null {
  const tuple = /^\((\d{4}), ?(\d{1,2}), ?(\d{1,2}),/.exec(text);
  if (tuple) return [tuple[1], tuple[2]?.padStart(2, '0'), tuple[3]?.padStart(2, '0')].join('-');
  const string = /^u?("{3}|'{3}|["'])([\s\S]*)\1$/.exec(text);
  if (string === null) return null;
  return (string[2] ?? '').replace(
    /\\(u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{2}|.)/gi,
    (_, code: string) =>
      /^[uUx]./.test(code)
        ? String.fromCodePoint(Number.parseInt(code.slice(1), 16))
        : (escapes[code] ?? code),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** The expectations in gofeed's expected parse. */
export function gofeedExpectations(json: string): readonly Expectation[] {
  const parsed: Fields = JSON.parse(json);
  const entries = listOf(parsed.entries ?? parsed.items);
  return entries.flatMap((entry, index) =>
    factsOf(entry).flatMap(({ fact, values }) =>
      values.map((value, at) => ({ entry: index, fact, index: at, value })),
    ),
  );
}

function factsOf(entry: Fields): { fact: FactName; values: string[] }[] {
  const guid = isFields(entry.guid) ? entry.guid.value : undefined;
  const content = isFields(entry.content) ? entry.content.value : entry.content;
  const summary = [
    entry.summary,
    entry.description,
    content,
    entry.content_text,
    entry.content_html,
  ].find(isText);
  const links = Array.isArray(entry.links) ? entry.links : [];
  const alternates = links.map((link: unknown) => {
    if (!isFields(link)) return link;
    return (link.rel ?? 'alternate') === 'alternate' ? link.href : undefined;
  });
  const link = [entry.external_url, entry.url, entry.link, ...alternates].find(isText);
  const people = listOf(entry.authors ?? [entry.author]).map((author) => author.name);
  const authors = isText(entry.author) ? [entry.author] : people.filter(isText);
  const one = (value: unknown) => (isText(value) ? [value] : []);
  return [
    { fact: 'title', values: one(entry.title) },
    { fact: 'link', values: one(link) },
    { fact: 'id', values: one(entry.id ?? guid) },
    { fact: 'abstract', values: one(summary) },
    { fact: 'author', values: authors },
    { fact: 'published', values: one(entry.published ?? entry.pubDate ?? entry.date_published) },
    { fact: 'updated', values: one(entry.updated) },
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
