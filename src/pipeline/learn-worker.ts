/** Runs in a thread of its own: takes texts batch by batch, learns from all of them and answers with the bytes to keep. */
import { parentPort } from 'node:worker_threads';
import { learn } from '../rank/relevance/learn.ts';
import { packLearned } from '../rank/relevance/pack-learned.ts';
import { bagOf, type TermBag } from '../rank/relevance/term-bag.ts';
import type { LearnAnswer, LearnQuestion } from './learn-thread.ts';

const bags: TermBag[] = [];

parentPort?.on('message', (question: LearnQuestion) => {
  if (question === 'learn') {
    const packed = packLearned(learn(bags.splice(0)));
    parentPort?.postMessage(packed satisfies LearnAnswer, [packed.buffer as ArrayBuffer]);
    return;
  }
  for (const { title, abstract, authors } of question) {
    bags.push(bagOf({ title, abstract, authors }));
  }
  parentPort?.postMessage('taken' satisfies LearnAnswer);
});
