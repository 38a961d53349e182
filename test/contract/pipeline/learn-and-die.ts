/** A process that learns from the papers in the data folder and kills itself so many milliseconds after it began. */
import { openAppStore } from '../../../src/pipeline/app.ts';
import { refreshArchive } from '../../../src/pipeline/refresh-archive.ts';
import { appIn } from './sample-archive.ts';

const [folder, delay] = process.argv.slice(2) as [string, string];
const app = appIn(folder);
const store = await openAppStore(app, 'data');
await refreshArchive(app, store, {
  onLearning: () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(delay)),
});
console.log('it lived');
