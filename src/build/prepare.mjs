/** Run by npm after an install: builds dist/ where TypeScript is present, keeps a shipped dist/ where it is not. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
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
  await joinModules();
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

/**
 * The command line as few files: opening hundreds of small ones is a third of the time of a short command. Modules that
 * find others by their own place stand one folder deep in dist/ before and after. Other packages stay packages; the
 * query builder alone has hundreds of files.
 */
async function joinModules() {
  const { build } = await import('esbuild');
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const packages = Object.keys({ ...dependencies, ...peerDependencies });
  rmSync(join(root, 'dist/program'), { recursive: true, force: true });
  await build({
    ...{ absWorkingDir: root, entryPoints: [built], outdir: 'dist', outbase: 'dist' },
    ...{ allowOverwrite: true, bundle: true, splitting: true, format: 'esm', target: 'node20' },
    ...{ platform: 'node', chunkNames: 'program/[name]-[hash]', logLevel: 'warning' },
    external: packages.filter((name) => name !== 'kysely'),
  });
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
