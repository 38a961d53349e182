/** The two or three sentences of an abstract that matter: what was done and what came out. Pure. */
import { shorten } from '../lib/text.ts';

/** UTF-16 units; about four lines on a phone. */
const longest = 420;

/** What sentences say that carry an abstract, and what marks background, loose ends and advertisement. */
const cues: readonly { readonly pattern: RegExp; readonly value: number }[] = [
  {
    pattern:
      /\b(?:we|this (?:paper|work|study|article|survey)) (?:\w+ )?(?:propos|introduc|present|develop|describ|design)/i,
    value: 4,
  },
  {
    pattern:
      /\b(?:in this (?:paper|work|study|article)|here,? we|we (?:\w+ly )?(?:show|find|demonstrate|study|investigate|prove|release|ask|explore|offer))\b/i,
    value: 3,
  },
  {
    pattern:
      /\b(?:outperform|surpass|achiev|improv|reduc|faster|state[- ]of[- ]the[- ]art|results? show|experiments)\w*/i,
    value: 2,
  },
  { pattern: /\b(?:we|this (?:paper|work|study|article)) [a-z]/i, value: 1 },
  { pattern: /\d+(?:\.\d+)? ?(?:%|×|x\b|times|points)/, value: 1 },
  { pattern: /^(?:however|recent|despite|although|while|traditional|existing)\b/i, value: -1 },
  {
    pattern:
      /\b(?:has|have) (?:\w+ )?(?:been|become|shown|showcased|demonstrated|achieved|emerged|revolutionized|made|attracted|played)\b/i,
    value: -3,
  },
  {
    pattern:
      /^(?:for (?:example|instance)|further(?:more)?|moreover|additionally|in addition|as such|such|thus|therefore|hence|similarly|it|they|these|those|this (?!paper|work|study|article|survey|report))\b/i,
    value: -3,
  },
  {
    pattern: /https?:\/\/|\b(?:publicly|freely|openly) available\b|\bavailable (?:at|on|here)\b/i,
    value: -6,
  },
  { pattern: /\?$/, value: -2 },
];

/**
 * At most 420 characters of whole sentences in their order, "…" where some are left out between; a short abstract
 * as it is; '' for null. `topics` are words whose sentences count more.
 */
export function summarize(abstract: string | null, topics: readonly string[] = []): string {
  if (abstract === null) return '';
  if (abstract.length <= longest) return abstract;
  const sentences = splitSentences(abstract);
  const wanted = topics.map((topic) => topic.toLowerCase());
  const valued = sentences
    .map((text, at) => ({ at, text, value: weighSentence(text, at, wanted) }))
    .sort((a, b) => b.value - a.value || a.at - b.at);
  const picked: { at: number; text: string }[] = [];
  let length = 0;
  for (const sentence of valued) {
    // One sentence is seldom enough; from the second on, one that says little is worse than none.
    if (sentence.value < (picked.length > 1 ? 1 : 0) && picked.length > 0) break;
    if (picked.length === 3 || length + sentence.text.length > longest) continue;
    picked.push(sentence);
    length += sentence.text.length + 3;
  }
  if (picked.length === 0) return shorten(valued[0]?.text ?? abstract, longest);
  picked.sort((a, b) => a.at - b.at);
  return picked
    .map(({ at, text }, index) =>
      index > 0 && picked[index - 1]!.at !== at - 1 ? `… ${text}` : text,
    )
    .join(' ');
}

function weighSentence(text: string, at: number, topics: readonly string[]): number {
  const lower = text.toLowerCase();
  let value = at === 0 ? 1 : 0;
  for (const cue of cues) if (cue.pattern.test(text)) value += cue.value;
  for (const topic of topics) if (lower.includes(topic)) value += 1;
  return text.length < 30 ? value - 2 : value;
}

/** Ends after . ! ? before a capital, but not after initials and the usual abbreviations. */
function splitSentences(text: string): string[] {
  const ends =
    /(?<!\b(?:e\.g|i\.e|et al|vs|v\.s|cf|Fig|Eq|Dr|resp|approx|[A-Z]))[.!?]["”’)]?\s+(?=["“‘(]?[\p{Lu}\d])/gu;
  const out: string[] = [];
  let start = 0;
  for (const match of text.matchAll(ends)) {
    const end = match.index + match[0].trimEnd().length;
    out.push(text.slice(start, end).trim());
    start = match.index + match[0].length;
  }
  out.push(text.slice(start).trim());
  return out.filter((sentence) => sentence !== '');
}
