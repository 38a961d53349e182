/** A process that opens new databases, one every 25 ms from a given moment on, in step with others that do the same. */
import { openStore } from '../../../src/store/store.ts';

const [folder, start, rounds] = process.argv.slice(2) as [string, string, string];
for (let round = 0; round < Number(rounds); round++) {
  const moment = Number(start) + round * 25;
  // Sleeping would not wake the processes close enough together.
  while (Date.now() < moment);
  const store = await openStore(`${folder}/${round}.db`);
  await store.papers.count();
  await store.close();
}
console.log('done');
