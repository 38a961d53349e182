/** The topic grammar of the command line and the file: `video generation, self-correction:2, "exact phrase", -robot`. */
import { cleanText } from '../lib/text.ts';
import type { Topic } from './interests.ts';

export interface TopicList {
  readonly topics: readonly Topic[];
  readonly muted: readonly string[];
}

/** Reads a comma-separated list; commas inside quotes belong to the topic. @throws Error naming the faulty topic. */
export function parseTopicList(text: string): TopicList {
  if ((text.match(/["“”]/g) ?? []).length % 2 === 1) {
    throw new Error(`a quote in “${text.trim()}” is opened but not closed`);
  }
  return joinTopics(splitOutsideQuotes(text).map((part) => parseTopic(part)));
}

/** One topic or muted word as written, or nothing for an empty part. */
export function parseTopic(written: string): TopicList {
  const part = cleanText(written);
  if (part === '') return { topics: [], muted: [] };
  if (/^[-−–]/.test(part)) return { topics: [], muted: mutedWord(part) };
  const weighted = /^(.*\S)\s*:\s*([^\s:]+)$/.exec(part);
  if (weighted === null) return { topics: [topicOf(part, 1)], muted: [] };
  const [, name, weight] = weighted as unknown as [string, string, string];
  if (!/^\d*\.?\d+$/.test(weight)) {
    if (/^[+-]?[\d.]+$/.test(weight)) throw new Error(weightMessage(part, weight));
    return { topics: [topicOf(part, 1)], muted: [] };
  }
  return { topics: [topicOf(name, readWeight(part, Number(weight)))], muted: [] };
}

/**
 * A topic with its weight given apart, as the file's `name: weight` form has it. What is no number there belongs to
 * the name: YAML takes `C: the language` for a pair.
 */
export function weightedTopic(name: string, weight: unknown): TopicList {
  if (typeof weight === 'string') return parseTopic(`${name}: ${weight}`);
  if (/^[-−–]/.test(name)) throw new Error(mutedMessage(`${name}: ${weight}`));
  if (typeof weight !== 'number') throw new Error(weightMessage(name, String(weight)));
  return { topics: [topicOf(cleanText(name), readWeight(name, weight))], muted: [] };
}

/** Lists joined; a topic named twice keeps its last weight. */
export function joinTopics(lists: readonly TopicList[]): TopicList {
  const topics = new Map<string, Topic>();
  for (const topic of lists.flatMap((list) => list.topics))
    topics.set(topic.name.toLowerCase(), topic);
  return { topics: [...topics.values()], muted: [...new Set(lists.flatMap((list) => list.muted))] };
}

function topicOf(written: string, weight: number): Topic {
  const name = unquote(written);
  if (name === '') throw new Error('a topic is empty');
  return { name, weight, exact: name !== written };
}

/** The word behind the minus. With a weight it would match nothing: not silently. */
function mutedWord(part: string): string[] {
  if (/:\s*\d*\.?\d+$/.test(part)) throw new Error(mutedMessage(part));
  const word = unquote(part.slice(1).trim());
  return word === '' ? [] : [word];
}

function mutedMessage(part: string): string {
  return `“${part}” has a weight, but a muted word is muted: it has none`;
}

function unquote(text: string): string {
  return (
    /^(?:"(.*)"|“(.*)”|'(.*)')$/
      .exec(text)
      ?.slice(1)
      .find((inner) => inner !== undefined)
      ?.trim() ?? text
  );
}

function readWeight(part: string, weight: number): number {
  if (!(weight > 0 && weight <= 100)) throw new Error(weightMessage(part, String(weight)));
  return weight;
}

function weightMessage(part: string, weight: string): string {
  return `the weight of “${part}” is ${weight}; a weight is a number above 0 and at most 100`;
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"' || character === '“' || character === '”') quoted = !quoted;
    if ((character === ',' || character === ';' || character === '\n') && !quoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}
