/** How well one paper fits one topic, and where the words were found. Pure. */
import { stemWords } from '../lib/words.ts';
import type { Topic } from '../model/interests.ts';
import type { Paper } from '../model/paper.ts';
import { holdsPhrase, isSpaceless, phraseFinder } from './find-phrase.ts';
import {
  type IndexedPaper,
  inverseFrequency,
  type PaperIndex,
  termWeight,
} from './index-papers.ts';
import { learning } from './relevance/learning.ts';
import { weights } from './weights.ts';

/** A topic as the terms it is looked up by. */
export interface TopicQuery {
  readonly topic: Topic;
  /** Without function words; empty for a topic that can only be found as it is written. */
  readonly stems: readonly string[];
  /** Each term with its share of the query and its inverse frequency. */
  readonly terms: readonly {
    readonly term: string;
    readonly weight: number;
    readonly idf: number;
  }[];
  /** The score of a paper that could not fit better. */
  readonly ideal: number;
  /** Tests for each piece of the topic as it is written: all must hold, where the topic asks for it. */
  readonly written: readonly ((text: string) => boolean)[];
}

export interface TopicMatch {
  readonly topic: Topic;
  /** 0 … 1. */
  readonly relevance: number;
  readonly found: 'title' | 'abstract' | 'near' | 'apart';
  /** True for a topic that could only be looked up as it is written. */
  readonly asWritten: boolean;
  /** How many of the topic's words the paper has, and how many there are. */
  readonly words: number;
  readonly of: number;
}

/** A topic of function words only ("how to"), or in writing without spaces, is looked up as it is written. */
export function prepareTopic(index: PaperIndex, topic: Topic): TopicQuery {
  const asWritten = isSpaceless(topic.name);
  const stems = asWritten ? [] : stemWords(topic.name);
  const pairs = stems.slice(1).map((word, at) => `${stems[at]} ${word}`);
  const terms = [
    ...[...new Set(stems)].map((term) => ({
      term,
      weight: 1,
      idf: inverseFrequency(index, term),
    })),
    ...pairs.map((term) => ({ term, weight: learning.pair, idf: inverseFrequency(index, term) })),
  ];
  const best = learning.saturation + 1;
  const pieces = asWritten && !topic.exact ? topic.name.split(/\s+/) : [topic.name];
  return {
    topic,
    stems,
    terms,
    ideal: terms.reduce((sum, { weight, idf }) => sum + weight * idf * best, 0),
    written: pieces.map((piece) => phraseFinder(piece)).filter((holds) => holds !== null),
  };
}

/**
 * The match of a paper with a topic, or null. All words of the topic must stand in the paper (three of five for topics
 * of more than three words), half of them in the title where they are scattered; an exact topic needs them side by side
 * as it is written, function words included.
 */
export function matchTopic(
  index: PaperIndex,
  query: TopicQuery,
  paper: IndexedPaper,
): TopicMatch | null {
  const { topic, stems, terms, ideal } = query;
  if (stems.length === 0) return matchAsWritten(query, paper.candidate.paper);
  const distinct = [...new Set(stems)];
  const present = distinct.filter((term) => paper.inTitle.has(term) || paper.inAbstract.has(term));
  const needed =
    topic.exact || distinct.length <= 3 ? distinct.length : Math.ceil(distinct.length * 0.6);
  if (present.length < needed) return null;
  const found = topic.exact ? placeAsWritten(query, paper.candidate.paper) : placeOf(stems, paper);
  if (found === null || (found === 'apart' && !titleHoldsHalf(distinct, paper))) return null;
  let score = 0;
  for (const { term, weight, idf } of terms) score += weight * idf * termWeight(index, paper, term);
  const factor = found === 'near' ? weights.near : found === 'apart' ? weights.apart : 1;
  const relevance = (factor * score) / ideal;
  return { topic, relevance, found, asWritten: false, words: present.length, of: distinct.length };
}

function placeOf(stems: readonly string[], paper: IndexedPaper): TopicMatch['found'] {
  if (holdsPhrase(paper.title, stems)) return 'title';
  if (holdsPhrase(paper.abstract, stems)) return 'abstract';
  if (holdsNear(paper.title, stems) || holdsNear(paper.abstract, stems)) return 'near';
  return 'apart';
}

/** Words scattered over an abstract are in half of all papers: a title that has none of them is about something else. */
function titleHoldsHalf(stems: readonly string[], paper: IndexedPaper): boolean {
  return stems.filter((term) => paper.inTitle.has(term)).length * 2 >= stems.length;
}

function holdsNear(text: readonly string[], stems: readonly string[]): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!stems.includes(text[at] as string)) continue;
    const window = text.slice(at, at + Math.max(weights.nearWords, stems.length + 2));
    if (stems.every((word) => window.includes(word))) return true;
  }
  return false;
}

/** Words of which nothing is known but that they are there: no frequencies, two degrees of relevance. */
function matchAsWritten(query: TopicQuery, paper: Paper): TopicMatch | null {
  const found = placeAsWritten(query, paper);
  if (found === null) return null;
  const relevance = found === 'title' ? weights.writtenInTitle : weights.writtenInAbstract;
  const of = query.written.length;
  return { topic: query.topic, relevance, found, asWritten: true, words: of, of };
}

function placeAsWritten({ written }: TopicQuery, paper: Paper): 'title' | 'abstract' | null {
  if (written.length === 0) return null;
  if (written.every((holds) => holds(paper.title))) return 'title';
  const abstract = paper.abstract ?? '';
  return written.every((holds) => holds(abstract)) ? 'abstract' : null;
}
