/** A few processes that carry out tasks in the order given, each taking the next one as it gets free. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Task, TaskResult } from './tasks.ts';

interface Waiting {
  readonly task: Task;
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

export class Pool {
  readonly #workers: ChildProcess[] = [];
  readonly #idle: ChildProcess[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(size: number) {
    const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
    const execArgv = ['--import', import.meta.resolve('tsx')];
    for (let at = 0; at < size; at += 1) {
      const worker = fork(script, [], { execArgv, stdio: ['ignore', 2, 2, 'ipc'] });
      this.#workers.push(worker);
      this.#idle.push(worker);
    }
  }

  /** The result of a task; rejects with what went wrong in it. */
  run(task: Task): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    });
  }

  /** Ends the processes; nothing may be waiting any more. */
  close(): void {
    for (const worker of this.#workers) worker.kill();
  }

  #next(): void {
    const worker = this.#idle.shift();
    if (worker === undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#idle.push(worker);
      return;
    }
    const ended = (code: number | null) => {
      waiting.reject(new Error(`a process of the evaluation ended with status ${code}`));
    };
    worker.once('exit', ended);
    worker.once('message', (said: { done?: TaskResult; failed?: string }) => {
      worker.off('exit', ended);
      this.#idle.push(worker);
      if (said.done !== undefined) waiting.resolve(said.done);
      else waiting.reject(new Error(said.failed));
      this.#next();
    });
    worker.send(waiting.task);
  }
}
