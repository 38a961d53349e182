/** The thread in which a local model works: starting it, asking it, ending it. */
import type { Worker } from 'node:worker_threads';
import { orAborted } from '../lib/http/or-aborted.ts';
import { startThread } from '../lib/start-thread.ts';

/** What the thread is told at its start. */
export interface ModelPlace {
  /** The address of transformers.js. */
  readonly library: string;
  readonly folder: string;
  readonly weights: 'q8' | 'fp32';
}

export type ModelAnswer =
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly error: string };

export interface ModelQuestion {
  readonly id: number;
  readonly texts: readonly string[];
}

export interface ModelThread {
  /**
   * Rejects with what went wrong in the thread, in words, or with the signal's reason. The thread then still works at
   * it, and takes the next texts after that.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly unknown[]>;
  /** Ends it, whatever it is at. */
  stop(): Promise<void>;
}

export function startModelThread(place: ModelPlace): ModelThread {
  const worker = startThread('embed/model-worker', place);
  // Idle, it keeps nobody from ending.
  worker.unref();
  let last = 0;
  let waiting = 0;
  return {
    embed: async (texts, signal) => {
      const id = ++last;
      if (waiting++ === 0) worker.ref();
      try {
        const answer = waitForAnswer(worker, id);
        worker.postMessage({ id, texts } satisfies ModelQuestion);
        return await orAborted(answer, signal);
      } finally {
        if (--waiting === 0) worker.unref();
      }
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function waitForAnswer(worker: Worker, id: number): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      worker.off('message', hear).off('error', fail).off('exit', end);
    };
    const hear = (answer: ModelAnswer) => {
      if (answer.id !== id) return;
      leave();
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.vectors);
    };
    const fail = (error: Error) => {
      leave();
      reject(error);
    };
    const end = () => {
      leave();
      reject(new Error('its thread ended'));
    };
    worker.on('message', hear).on('error', fail).on('exit', end);
  });
}
