/** A folder for one test, gone after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestFolder {
  readonly path: string;
  remove(): void;
}

export function temporaryFolder(name: string): TestFolder {
  const path = mkdtempSync(join(tmpdir(), `paperboy-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
