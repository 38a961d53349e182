/** A process that migrates a file to the newest sample schema and kills itself after its n-th step (0: never). */
import Database from 'better-sqlite3';
import { migrateFile } from './migrate-file.ts';
import { sampleMigrations } from './sample-migrations.ts';

const [path, nth] = process.argv.slice(2) as [string, string];
let steps = 0;

/** A step is a statement that has run, a backup about to begin, or one that has been made. */
function killAtLast(): void {
  steps++;
  if (steps === Number(nth)) process.kill(process.pid, 'SIGKILL');
}

const memory = new Database(':memory:');
const statement: { run: unknown; all: unknown } = Object.getPrototypeOf(memory.prepare('select 1'));
memory.close();
for (const method of ['run', 'all'] as const) {
  const original = statement[method];
  if (typeof original !== 'function') throw new Error(`better-sqlite3 has no ${method}`);
  statement[method] = function countAndCall(this: unknown, ...values: unknown[]): unknown {
    const result = original.apply(this, values);
    killAtLast();
    return result;
  };
}

const { backup } = Database.prototype;
Database.prototype.backup = function backUpAndCount(this: Database.Database, ...rest) {
  killAtLast();
  return backup.apply(this, rest).then((done) => {
    killAtLast();
    return done;
  });
};

await migrateFile(path, sampleMigrations);
console.log('done');
