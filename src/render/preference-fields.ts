/** The fields of a reader's preferences in a form: what was typed stays, and each problem stands beside its field. */
import { loadTemplate } from './template.ts';

/** As typed, by the names of the fields. */
export type TypedWords = Readonly<Record<string, string>>;

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface FieldsContent {
  readonly words: TypedWords;
  readonly problems: readonly FieldProblem[];
  /** The site's own, for whoever chooses none. */
  readonly timezone: string;
  /** Shows the topics alone at first, except where another field has a problem. */
  readonly folded?: boolean;
}

/** By which problems name their field. */
export const fieldLabels: Readonly<Record<string, string>> = {
  address: 'Your mail address',
  topics: 'Topics',
  mute: 'Never show me',
  authors: 'People to follow',
  organizations: 'Organisations to follow',
  trend: 'How much what trends counts',
  limit: 'How many papers at most',
  weekdays: 'Days',
  hour: 'Hour',
  zone: 'Time zone',
  format: 'Format',
  empty: 'On a day without new papers',
};

const hints = {
  topics:
    'Separated by commas: video generation, “world model”, robots: 2. A weight counts more, quotes keep words together.',
  mute: 'Words and phrases, separated by commas.',
  authors: 'Their papers always come first.',
  organizations: 'As they sign their papers.',
} as const;

type Choices = readonly (readonly [value: string, label: string])[];

const weekdayNames: Choices = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => [
  name.toLowerCase(),
  name,
]);

const formats: Choices = [
  ['html', 'With layout'],
  ['text', 'Plain text'],
];

const emptyDays: Choices = [
  ['skip', 'No mail'],
  ['note', 'A short note'],
  ['best', 'The best left over of the week'],
];

const trends: Choices = [
  ['0%', 'Not at all: only what fits me'],
  ['25%', 'A little (25%)'],
  ['50%', 'Half (50%)'],
  ['75%', 'A lot (75%)'],
  ['100%', 'Alone: only what trends'],
];

/** Chooses the browser's time zone where none is chosen yet; the one script of the site. */
export const guessZone =
  "(()=>{const f=document.getElementById('zone');if(!f||f.value)return;" +
  'const z=Intl.DateTimeFormat().resolvedOptions().timeZone;if(!z)return;' +
  'if(![...f.options].some((o)=>o.value===z))f.add(new Option(z,z));f.value=z})()';

/** The fields as HTML, without the form around them. */
export async function renderPreferenceFields(content: FieldsContent): Promise<string> {
  const fill = await loadTemplate('preference-fields');
  const { words } = content;
  const field = (name: string) => ({
    name,
    label: fieldLabels[name] ?? name,
    value: words[name] ?? '',
    ...problemOf(name, content.problems),
  });
  const { topics, ...others } = hints;
  return fill({
    folded: content.folded ?? false,
    unfolded: content.problems.some(({ field }) => field !== 'address' && field !== 'topics'),
    topics: { ...field('topics'), hint: topics },
    others: Object.entries(others).map(([name, hint]) => ({ ...field(name), hint })),
    inputs: [
      { ...field('limit'), hint: '1 to 200', type: 'text', mode: 'numeric' },
      { ...field('hour'), hint: 'Empty: as soon as it is out', type: 'time', mode: null },
    ],
    trend: { ...field('trend'), ...trendChoice(words.trend ?? '') },
    zone: { ...field('zone'), ...zoneChoice(words.zone ?? '', content.timezone) },
    choices: [
      choice(field('weekdays'), 'checkbox', weekdayNames, daysIn(words.weekdays ?? '')),
      choice(field('format'), 'radio', formats, [words.format || 'html']),
      choice(field('empty'), 'radio', emptyDays, [words.empty || 'skip']),
    ],
  });
}

/** The message as a sentence; `first` where the reader is to begin. */
export function problemOf(
  name: string,
  problems: readonly FieldProblem[],
): { problem: string | null; first: boolean } {
  const found = problems.find(({ field }) => field === name);
  if (found === undefined) return { problem: null, first: false };
  const { message } = found;
  const sentence = `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`;
  return { problem: sentence, first: problems[0] === found };
}

/** What is said above a form with problems. */
export function problemSummary(problems: readonly FieldProblem[]): object {
  return {
    summary: problems.length === 1 ? 'Please look again at:' : 'Please look again at these:',
    problems: problems.map(({ field }) => ({ field, label: fieldLabels[field] ?? field })),
  };
}

function choice(
  field: object & { readonly name: string },
  type: 'checkbox' | 'radio',
  options: Choices,
  chosen: readonly string[],
): object {
  return {
    ...field,
    several: type === 'checkbox',
    options: options.map(([value, label]) => ({
      ...{ type, name: field.name, value, label },
      chosen: chosen.includes(value),
    })),
  };
}

/** Days as preferences are written: `daily`, `mon-fri`, or a list; empty is daily. */
function daysIn(text: string): readonly string[] {
  const all = weekdayNames.map(([name]) => name);
  if (text === '' || text === 'daily') return all;
  return text === 'mon-fri' ? all.slice(0, 5) : text.split(',').map((day) => day.trim());
}

/** A share of one's own, set elsewhere, stays what it was. */
function trendChoice(value: string): object {
  return {
    hint: 'Beside what fits you: upvotes, comments, and how fast they grow.',
    usual: 'As usual here',
    other: value === '' || trends.some(([share]) => share === value) ? null : value,
    options: trends.map(([share, label]) => ({ value: share, label, chosen: share === value })),
  };
}

/** A zone under an old name is not in the list, and stays what it was. */
function zoneChoice(value: string, timezone: string): object {
  const names = zoneNames();
  return {
    usual: `As the site: ${timezone}`,
    other: value === '' || names.includes(value) ? null : value,
    zones: names.map((name) => ({ name, chosen: name === value })),
  };
}

let known: readonly string[] | null = null;

function zoneNames(): readonly string[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  return known;
}
