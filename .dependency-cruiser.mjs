/** The import rules of src/README.md: deny by default. What is not allowed below is an error that says where it belongs. */

/** Who may import which folders of ours (besides itself). */
const layers = {
  lib: [],
  model: ['lib'],
  config: ['lib', 'model'],
  sources: ['lib', 'model'],
  ingest: ['lib', 'model'],
  store: ['lib', 'model'],
  rank: ['lib', 'model'],
  digest: ['lib', 'model'],
  render: ['lib', 'model'],
  deliver: ['lib', 'model'],
  subscribe: ['lib', 'model'],
  schedule: ['lib', 'model'],
  embed: ['lib', 'model'],
  pipeline: [
    'lib',
    'model',
    'config',
    'sources',
    'ingest',
    'store',
    'rank',
    'digest',
    'render',
    'deliver',
    'subscribe',
    'schedule',
    'embed',
  ],
  web: ['lib', 'model', 'render', 'pipeline'],
  cli: ['lib', 'model', 'config', 'schedule', 'store', 'pipeline', 'web'],
  build: ['lib', 'render'],
};

/** Packages and the one folder that is their door. */
const doors = {
  'better-sqlite3': 'store',
  kysely: 'store',
  cheerio: 'sources',
  domhandler: 'sources',
  'rss-parser': 'sources',
  mjml: 'render',
  handlebars: 'render',
  nodemailer: 'deliver',
  'postal-mime': 'deliver',
  'node-cron': 'schedule',
  hono: 'web',
  '@hono/node-server': 'web',
  yaml: 'config',
  commander: 'cli',
  stemmer: 'lib',
  undici: 'lib',
  'ipaddr.js': 'lib',
  picocolors: 'render',
  '@huggingface/transformers': 'embed',
  esbuild: 'build',
};

const packageOf = (name) => `(^|node_modules/)(@types/)?${name.replace('/', '\\/')}(/|$)`;

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Values go one way. Move what both need into the layer below.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file: delete it, or wire it in.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: '^src/(cli/main|build/prepare|build/compile-templates)\\.',
      },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      comment:
        'The program runs without development packages: move it to "dependencies", or to test/.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/build/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    ...Object.entries(layers).map(([layer, below]) => ({
      name: `layer-${layer}`,
      comment: `${layer}/ may import only ${['itself', ...below.map((name) => `${name}/`)].join(', ')}. Values come as arguments; pipeline/ puts stages together.`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...below].join('|')})/` },
    })),
    ...Object.entries(doors).map(([name, door]) => ({
      name: `door-${name}`,
      comment: `${name} stands behind ${door}/: ask that folder for what you need.`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${door}/` },
      to: { path: packageOf(name) },
    })),
    {
      name: 'known-packages',
      comment:
        'A new package needs a door: add it to the table in .dependency-cruiser.mjs, with the folder it belongs to.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: [
          'npm',
          'npm-dev',
          'npm-optional',
          'npm-peer',
          'npm-no-pkg',
          'npm-unknown',
        ],
        pathNot: Object.keys(doors).map(packageOf),
      },
    },
    {
      name: 'known-folders',
      comment: 'A new folder of src/ needs its place among the layers in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(layers).join('|')})/` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
