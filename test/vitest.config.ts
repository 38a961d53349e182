/** The three fast test tiers; system, long and chaos tests have their own project names and run only when asked for. */
import { defineConfig } from 'vitest/config';

const tier = (name: string, testTimeout: number, globalSetup: string[] = []) => ({
  test: {
    name,
    globalSetup,
    root: new URL('..', import.meta.url).pathname,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // Most tests wait for disks, servers and processes: on two cores, two at a time take little more than one.
    maxWorkers: 2,
    projects: [
      tier('unit', 20_000),
      tier('contract', 60_000),
      tier('e2e', 120_000, ['test/e2e/build-once.ts']),
      tier('system', 120_000, ['test/e2e/build-once.ts']),
      tier('long', 600_000),
      tier('chaos', 300_000, ['test/e2e/build-once.ts']),
    ],
  },
});
