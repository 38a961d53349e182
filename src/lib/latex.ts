/** LaTeX remains in titles and abstracts become plain, readable Unicode; what cannot, keeps its source. */
import { convertFormula, convertProse } from './latex-converter.ts';
import { mendProse } from './latex-prose.ts';
import { cleanText } from './text.ts';

/** Texts without any of these have nothing to convert: the common case, kept fast. */
const suspiciousMarks = /[\\$^~`{]|''|--|_\d/;
/** Apart from the marks, which are found several times as fast by themselves. */
const suspiciousWords =
  /\d ?times|times ?\d|\b(?:leq|geq|neq|sim|approx|pm|[A-Z]times)\b|\b(?:sim|approx|pm)\d|\dpm/;

/** Longer texts than any real abstract are left as they are. UTF-16 units. */
const longest = 50_000;

/** Real texts settle in two rounds; what has not settled by then was made to confuse. */
const mostRounds = 6;

/**
 * `text` as a person reads it: accents, Greek, operators, sub- and superscripts, quotes and dashes of LaTeX as
 * Unicode, commands that only dress their argument removed, lost backslashes ("64times 64") mended where the
 * context is plain. A formula that would not stay readable keeps its source, and so does a web address. Also
 * applies cleanText. Readable text comes back unchanged; a text that does not settle is left as it is.
 */
export function readableText(text: string): string {
  const clean = cleanText(text);
  let current = clean;
  for (let round = 0; round < mostRounds; round++) {
    if (current.length > longest || !isSuspicious(current)) return current;
    const next = cleanText(convertOnce(current));
    if (next === current) return next;
    current = next;
  }
  return clean;
}

/** Web addresses, and the private characters by which kept pieces are marked, wherever a text has them of its own. */
const untouchable =
  /[\u{f0000}-\u{ffffd}]|(?<![\p{L}\p{N}@.])(?:https?:\/\/|www\.|(?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,12}\/)[^\s{}$\\"“”<>`]*/giu;

function isSuspicious(text: string): boolean {
  return suspiciousMarks.test(text) || suspiciousWords.test(text);
}

/** One round: addresses and formulas that cannot change stand aside as one private character each meanwhile. */
function convertOnce(text: string): string {
  const kept: string[] = [];
  const restore = (part: string) =>
    part.replace(
      /[\u{f0000}-\u{ffffd}]/gu,
      (found) => kept[(found.codePointAt(0) as number) - 0xf0000] ?? found,
    );
  const mark = (part: string) => String.fromCodePoint(0xf0000 + kept.push(part) - 1);
  const guarded = text.replace(untouchable, (match) => {
    const end = /(?<![.,;:!?'~()[\]-])[.,;:!?'~()[\]-]+$/.exec(match)?.[0] ?? '';
    return mark(match.slice(0, match.length - end.length)) + end;
  });
  return restore(mendProse(replaceFormulas(guarded, (source) => mark(restore(source)))));
}

/**
 * Replaces `$…$`, `\(…\)`, `\[…\]` and the text between them. A dollar opens a formula where no space follows it and
 * closes one where no space stands before it, unless the formula begins with a command; before a digit both are rather
 * money ("$15 or $20").
 */
function replaceFormulas(text: string, keep: (source: string) => string): string {
  let out = '';
  let start = 0;
  const opening = /\\\\|\\\$|\$\$?|\\[([]/g;
  const missing = new Set<string>();
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const mark = match[0];
    if (mark === '\\\\' || mark === '\\$' || missing.has(mark)) continue;
    const from = match.index + mark.length;
    const to = findClosing(text, from, mark);
    if (to === -1) {
      if (mark !== '$') missing.add(mark);
      continue;
    }
    const end = to + mark.length;
    out += convertProse(text.slice(start, match.index)).replace(/(?<=[^\s~])~$/, ' ');
    out += readableFormula(text.slice(from, to)) ?? keep(text.slice(match.index, end));
    start = end;
    opening.lastIndex = end;
  }
  return out + convertProse(text.slice(start));
}

const closings: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$' };

function findClosing(text: string, from: number, mark: string): number {
  const closing = closings[mark];
  if (closing !== undefined) return text.indexOf(closing, from);
  if (/[\s\\]/.test(text[from] ?? '')) {
    const loose = /^ ?\\[a-zA-Z][^$]{0,100} \$(?!\d)|^ \\[a-zA-Z][^$]{0,100}\$(?!\d)/.exec(
      text.slice(from, from + 105),
    );
    if (loose !== null) return from + loose[0].length - 1;
  }
  if (!/\S/.test(text[from] ?? ' ')) return -1;
  for (let at = text.indexOf('$', from + 1); at !== -1; at = text.indexOf('$', at + 1)) {
    if (text[at - 1] === '\\') continue;
    if (/\s/.test(text[at - 1] as string)) return -1;
    if (/\d/.test(text[at + 1] ?? '') && text[from] !== '\\') return -1;
    return at;
  }
  return -1;
}

/** A comparison keeps its dollars: `x<y` bare in a sentence is easily taken for markup by whoever reads it next. */
function readableFormula(source: string): string | null {
  if (/[<>]/.test(source)) return null;
  const converted = convertFormula(source.replace(/^ +|(?<!\\) +$/g, ''));
  return converted === null ? null : spaceFormula(converted.replace(/\s+/g, ' '));
}

/**
 * LaTeX ignores the spaces of a formula, readers do not. Relations keep the spacing the formula has most, tight inside
 * words, loose where its author set spaces; other operators lose a space on one side only; signs that belong to what
 * follows them stand close to it.
 */
function spaceFormula(formula: string): string {
  const around = /\s[=≤≥≈→]\s/.test(formula) ? ' $1 ' : '$1';
  return formula
    .replace(/ ?([=≤≥≈∼×→]) ?/g, around)
    .replace(/(?<=\S)([÷±∓·∘⊕⊖⊗⊙∧∨∩∪∖≠≃≅≡∝≪≫≺≻≲≳∈∉⊂⊃⊆⊇⊥∥⊢⊨←↔⇒⇐⇔↦]) /g, '$1')
    .replace(/([∇∂∀∃¬√⟨⌊⌈]) /g, '$1')
    .replace(/ ([⟩⌋⌉])/g, '$1');
}
