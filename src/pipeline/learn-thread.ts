/** The thread in which the archive is learned from, so that whoever learns can answer meanwhile. */
import { once } from 'node:events';
import { startThread } from '../lib/start-thread.ts';
import type { PaperText } from '../store/archives.ts';

export type LearnQuestion = readonly PaperText[] | 'learn';

export type LearnAnswer = 'taken' | Uint8Array;

export interface LearnThread {
  /** Hands texts over; fulfilled when it has read them. */
  add(texts: readonly PaperText[]): Promise<void>;
  /** What was learned from all texts handed over, packed. */
  learn(): Promise<Uint8Array>;
  /** Ends it, whatever it is at. */
  stop(): Promise<void>;
}

/** Whatever it is asked rejects when the thread fails, or with the reason of `signal`. One question at a time. */
export function startLearnThread(signal: AbortSignal): LearnThread {
  const worker = startThread('pipeline/learn-worker');
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('its thread ended')));
  // Between two questions nobody else listens, and an error that nobody hears would end the program.
  worker.on('error', (error) => ended.abort(error));
  const over = AbortSignal.any([signal, ended.signal]);
  const ask = async (question: LearnQuestion): Promise<LearnAnswer> => {
    over.throwIfAborted();
    worker.postMessage(question);
    try {
      const [answer] = (await once(worker, 'message', { signal: over })) as [LearnAnswer];
      return answer;
    } catch (error) {
      throw over.aborted ? over.reason : error;
    }
  };
  return {
    add: async (texts) => {
      await ask(texts);
    },
    learn: async () => {
      const answer = await ask('learn');
      if (answer === 'taken') throw new Error('its thread learned nothing');
      return answer;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
