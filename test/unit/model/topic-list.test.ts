/** The topic grammar: weights, quotes, minus, and names that look like one of them. */
import { describe, expect, it } from 'vitest';
import { topics as readTopics } from '../../../src/config/readers.ts';
import { parseTopic, parseTopicList, weightedTopic } from '../../../src/model/topic-list.ts';

const topic = (name: string, weight = 1, exact = false) => ({ name, weight, exact });

describe('a line of topics', () => {
  it('is read as in the documentation', () => {
    const line = 'video generation, self-correction:2, "exact phrase", -robot';

    expect(parseTopicList(line)).toEqual({
      topics: [
        topic('video generation'),
        topic('self-correction', 2),
        topic('exact phrase', 1, true),
      ],
      muted: ['robot'],
    });
  });

  it.each([
    ['tides : 2.5', topic('tides', 2.5)],
    ['tides:.5', topic('tides', 0.5)],
    ['tides:100', topic('tides', 100)],
    ['  many   words ', topic('many words')],
    ['"tide, and time"', topic('tide, and time', 1, true)],
    ['“tide tables”: 3', topic('tide tables', 3, true)],
    ["'tide tables'", topic('tide tables', 1, true)],
    ['"tables 16:9"', topic('tables 16:9', 1, true)],
    ['C: the language', topic('C: the language')],
    ['C: language', topic('C: language')],
    ['std::vector', topic('std::vector')],
    ['C++', topic('C++')],
    ["the keeper's log", topic("the keeper's log")],
    ['非线性', topic('非线性')],
    ['tides:1e3', topic('tides:1e3')],
  ])('%j names one topic', (line, expected) => {
    expect(parseTopicList(line)).toEqual({ topics: [expected], muted: [] });
  });

  it.each([
    ['-robot', 'robot'],
    ['- robot arm', 'robot arm'],
    ['-"robot arm"', 'robot arm'],
    ['−robot', 'robot'],
    ['–robot', 'robot'],
    ['-C: the language', 'C: the language'],
  ])('%j mutes', (line, word) => {
    expect(parseTopicList(line)).toEqual({ topics: [], muted: [word] });
  });

  it('may be divided by commas, semicolons and lines, and hold nothing between them', () => {
    expect(parseTopicList('a,, b;c\n-d, -, ').topics.map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(parseTopicList(' , ')).toEqual({ topics: [], muted: [] });
  });

  it('names a topic once: where it stood first, as it was said last', () => {
    const { topics, muted } = parseTopicList('tides, bread, TIDES: 3, -robot, -robot');

    expect(topics).toEqual([topic('TIDES', 3), topic('bread')]);
    expect(muted).toEqual(['robot']);
  });

  it.each([
    ['tides: 0', /weight of “tides: 0” is 0; a weight is a number above 0/],
    ['tides: 101', /at most 100/],
    ['tides: -2', /weight of “tides: -2” is -2/],
    ['tides: 1.2.3', /is 1\.2\.3/],
    ['""', /a topic is empty/],
    ['"": 2', /a topic is empty/],
    ['"tides, bread', /quote in “"tides, bread” is opened but not closed/],
    ['-robot: 2', /“-robot: 2” has a weight, but a muted word/],
  ])('%j is refused', (line, message) => {
    expect(() => parseTopicList(line)).toThrow(message);
  });
});

describe('a topic with its weight apart', () => {
  it('takes a number for the weight and a word for a part of the name', () => {
    expect(weightedTopic(' tide  tables ', 2).topics).toEqual([topic('tide tables', 2)]);
    expect(weightedTopic('"tide tables"', 2).topics).toEqual([topic('tide tables', 2, true)]);
    expect(weightedTopic('tides', '2').topics).toEqual([topic('tides', 2)]);
    expect(weightedTopic('C', 'the language').topics).toEqual([topic('C: the language')]);
  });

  it.each([0, -1, 101, Number.NaN, Number.POSITIVE_INFINITY, null, true, [2]])(
    'refuses the weight %j',
    (weight) => {
      expect(() => weightedTopic('tides', weight)).toThrow(/the weight of “tides” is /);
    },
  );

  it('refuses a muted word', () => {
    expect(() => weightedTopic('-robot', 2)).toThrow(/has a weight, but a muted word/);
  });
});

describe('topics in the file', () => {
  it('are a line, or a list of lines and pairs', () => {
    const list = [
      'tides',
      { bread: 2, 'village library': 0.5 },
      '-robot',
      3,
      { C: 'the language' },
    ];

    expect(readTopics('tides, bread: 2')).toEqual(parseTopicList('tides, bread: 2'));
    expect(readTopics(list)).toEqual({
      topics: [
        topic('tides'),
        topic('bread', 2),
        topic('village library', 0.5),
        topic('3'),
        topic('C: the language'),
      ],
      muted: ['robot'],
    });
  });

  it('keep a comma that stands in one entry', () => {
    expect(readTopics(['tide, and time']).topics).toEqual([topic('tide, and time')]);
  });

  it.each([[null], [true], [undefined]])('are no list of %s', (entry) => {
    expect(() => readTopics([entry])).toThrow(/expected a topic/);
  });
});

it('an empty part is nothing', () => {
  expect(parseTopic(' \u200b ')).toEqual({ topics: [], muted: [] });
});
