/** LaTeX typing habits outside commands: quotes, dashes, ties, and operators whose backslash was lost on the way. */
import { symbols } from './latex-symbols.ts';

/** Each rule asks for a context in which ordinary English does not stand: "sometimes", "10 pm" and "sim2real" stay. */
export function mendProse(text: string): string {
  return mendOperators(mendTies(mendQuotesAndDashes(text)));
}

function mendQuotesAndDashes(text: string): string {
  return text
    .replace(/``/g, '“')
    .replace(/(^|[\s(])''(?=\S)/g, '$1“')
    .replace(/''/g, '”')
    .replace(/(^|[\s(])`([^`'\n]{1,80})'(?=[\s.,;:)?!]|$)/g, '$1‘$2’')
    .replace(/(?<=\d) ?--- ?(?=\d)|(?<=[\p{L}\p{N})\]”’%])---(?=[\p{L}\p{N}([“‘])/gu, '—')
    .replace(/ --- /g, ' — ')
    .replace(/(?<=[\p{L}\p{N}])--(?=[\p{L}\p{N}]|[$€£]\d)/gu, '–')
    .replace(/ -- /g, ' – ');
}

/** "a~b", "Fig.~2", but "10~30%", "1B~7B", "/~name" and "~100" mean their tilde. */
function mendTies(text: string): string {
  return text
    .replace(/~(?=[\p{L}\p{Co}\\])(?<=[^\s(/~]~)/gu, ' ')
    .replace(/~(?=[\d(])(?<=(?:^|[\s(-])\p{L}{2,20}\.?~)/gu, ' ');
}

function mendOperators(text: string): string {
  return text
    .replace(/(\d)(?:times ?| times)(?=\d)/g, '$1×')
    .replace(/\b(\d{1,9}) times (?=\1\b)/g, '$1×')
    .replace(/(\d\d|×\d) times (?=\d\d)/g, '$1×')
    .replace(/(×\d{1,9}) times (?=\d)/g, '$1×')
    .replace(/(\d)times\b/g, '$1×')
    .replace(/\b([A-Z])times ?(?=[A-Z\d])/g, '$1×')
    .replace(/\b(?:leq|geq|neq)\b/g, (name) => symbols[name] as string)
    .replace(/\bsim ?(?!2\p{L}{2})(?=\d)/gu, '∼')
    .replace(/\bapprox ?(?=\d)/g, '≈')
    .replace(/(?<=\d) ?pm(?=\d)|(?<=\d\.\d{1,6}) ?pm ?(?=\d{1,6}\.\d)/g, (found) =>
      found.replace('pm', '±').trim(),
    );
}
