/** A process of its own that carries out tasks one after the other as they are sent. */
import { runTask, type Task } from './tasks.ts';

process.on('message', (task: Task) => {
  try {
    process.send?.({ done: runTask(task) });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : error });
  }
});
