/** Run by npm after an install: builds dist/ where TypeScript is present, keeps a shipped dist/ where it is not. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist/cli/main.js');
const compiler = findCompiler();

if (compiler === null) {
  if (!existsSync(built)) {
    console.error(
      'paperboy: neither a built dist/ nor TypeScript is here; run npm install with development packages.',
    );
    process.exit(1);
  }
} else {
  run(compiler, '-p', 'src/tsconfig.json');
  run(join(root, 'dist/build/compile-templates.js'));
}

function findCompiler() {
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
  } catch {
    return null;
  }
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
