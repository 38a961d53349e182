/** The configuration as a whole: which value wins, where it came from, and what every mistake is told. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Config, type ConfigRequest, loadConfig } from '../../../src/config/load-config.ts';
import { options } from '../../../src/config/options.ts';
import type { PaperboyError } from '../../../src/lib/errors.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'paperboy-config-')));
const home = process.cwd();
afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: string, name = 'paperboy.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Without a file of its own: `data` is an empty folder. */
function load(request: Partial<ConfigRequest> = {}): Config {
  return loadConfig({ environment: {}, data: join(folder, 'none'), ...request });
}

const loadFile = (yaml: string, more: Partial<ConfigRequest> = {}) =>
  load({ file: write(yaml), ...more });

function fail(request: Partial<ConfigRequest>): PaperboyError {
  try {
    load(request);
  } catch (error) {
    return error as PaperboyError;
  }
  return expect.unreachable('it was accepted');
}

const failFile = (yaml: string) => fail({ file: write(yaml) });

describe('a value', () => {
  it('is the default where nobody says anything', () => {
    const { values, origins, file } = load();

    expect(values).toEqual(
      Object.fromEntries(Object.entries(options).map(([key, option]) => [key, option.default])),
    );
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']));
    expect(file).toBeNull();
  });

  it('comes from the file before the default', () => {
    const { values, origins } = loadFile('title: The Tide\n\nlimit: 7\n');

    expect([values.title, values.limit, values.days]).toEqual(['The Tide', 7, 3]);
    expect(origins.limit).toBe(`${join(folder, 'paperboy.yaml')}:3`);
  });

  it('comes from the environment before the file', () => {
    const { values, origins } = loadFile('limit: 7', { environment: { PAPERBOY_LIMIT: '8' } });

    expect([values.limit, origins.limit]).toEqual([8, 'PAPERBOY_LIMIT']);
  });

  it('comes from the file that a variable names before the configuration file', () => {
    const environment = { PAPERBOY_MAIL_FROM_FILE: write(' post@example.org\n', 'secret') };

    const { values, origins } = loadFile('mail: {from: other@example.org}', { environment });

    expect([values.mailFrom, origins.mailFrom]).toEqual([
      'post@example.org',
      'PAPERBOY_MAIL_FROM_FILE',
    ]);
  });

  it('comes from a variable itself before the file it names', () => {
    const environment = { PAPERBOY_LIMIT: '8', PAPERBOY_LIMIT_FILE: write('9', 'secret') };

    expect(load({ environment }).values.limit).toBe(8);
  });

  it('comes from a flag before everything', () => {
    const environment = { PAPERBOY_LIMIT: '8' };

    const { values, origins } = loadFile('limit: 7', { environment, flags: { limit: '9' } });

    expect([values.limit, origins.limit]).toEqual([9, 'the command line']);
  });

  it('is not given by a flag that is undefined or a variable that is empty', () => {
    const environment = { PAPERBOY_LIMIT: '', PAPERBOY_TITLE: ' ', PAPERBOY_CONFIG: '' };

    const { values } = load({ environment, flags: { limit: undefined } });

    expect([values.limit, values.title]).toEqual([20, 'Paperboy']);
  });

  it('is not given by a name without a value', () => {
    const { values } = loadFile('limit:\ninterests:\nmail:\n  from:\nfetch: ~\n');

    expect([values.limit, values.mailFrom]).toEqual([20, null]);
  });

  it('of a group is named with a dot', () => {
    const { values, origins } = loadFile('fetch:\n  timeout: 5\n  contact: keeper@example.org\n');

    expect([values.timeout, values.contact]).toEqual([5, 'keeper@example.org']);
    expect(origins.contact).toMatch(/:3$/);
  });

  it('may be written once and used again', () => {
    const { values } = loadFile('mail:\n  from: &me keeper@example.org\n  to: *me\n');

    expect(values.mailTo).toBe('keeper@example.org');
  });
});

describe('the file', () => {
  it('is the one of the flag before the one of the variable', () => {
    const one = write('limit: 1', 'one.yaml');
    const two = write('limit: 2', 'two.yaml');

    expect(load({ file: one, environment: { PAPERBOY_CONFIG: two } }).values.limit).toBe(1);
    expect(load({ environment: { PAPERBOY_CONFIG: two } }).values.limit).toBe(2);
  });

  it('is else the one in the working folder, else the one in the data folder', () => {
    const work = join(folder, 'work');
    const data = join(folder, 'data');
    mkdirSync(work);
    mkdirSync(data);
    writeFileSync(join(data, 'paperboy.yaml'), 'limit: 4');
    process.chdir(work);

    const fromData = load({ data });
    writeFileSync(join(work, 'paperboy.yaml'), 'limit: 3');
    const fromWork = load({ data });

    expect([fromData.values.limit, fromData.file]).toEqual([4, join(data, 'paperboy.yaml')]);
    expect([fromWork.values.limit, fromWork.file]).toEqual([3, 'paperboy.yaml']);
  });

  it.each(['', '# nothing but a comment\n', '---\n', '~\n'])('may hold nothing: %j', (yaml) => {
    expect(loadFile(yaml).values.limit).toBe(20);
  });

  it('may have a byte order mark and line ends of Windows', () => {
    const { values, origins } = loadFile('\ufefftitle: The Tide\r\nlimit: 7\r\n');

    expect([values.title, values.limit]).toEqual(['The Tide', 7]);
    expect(origins.limit).toMatch(/:2$/);
  });
});

describe('the data folder', () => {
  it('is the one of the flag, else of the variable, else data', () => {
    const environment = { PAPERBOY_DATA: '/srv/papers' };

    expect(loadConfig({ environment, data: '/srv/flag' }).dataFolder).toBe('/srv/flag');
    expect(loadConfig({ environment }).dataFolder).toBe('/srv/papers');
    expect(loadConfig({ environment: {} }).dataFolder).toBe(join(home, 'data'));
    expect(loadConfig({ environment: { PAPERBOY_DATA: '' } }).dataFolder).toBe(join(home, 'data'));
  });
});

describe('the interests', () => {
  it('are put together from topics, muted words, authors and organisations', () => {
    const { interests } = loadFile(`
interests:
  topics: [tide tables, sourdough: 2, '"village library"', -robot, 'mapping: 0.5']
  mute: [karaoke, robot]
  authors: [Ilka Vandermoor]
  organizations: [Harbour Lab]
`);

    expect(interests).toEqual({
      topics: [
        { name: 'tide tables', weight: 1, exact: false },
        { name: 'sourdough', weight: 2, exact: false },
        { name: 'village library', weight: 1, exact: true },
        { name: 'mapping', weight: 0.5, exact: false },
      ],
      muted: ['robot', 'karaoke'],
      authors: ['Ilka Vandermoor'],
      organizations: ['Harbour Lab'],
    });
  });

  it('of the sample configuration are read', () => {
    const sample = new URL('../../../seeds/paperboy.yaml', import.meta.url).pathname;

    const { values, interests } = load({ file: sample });

    expect([values.title, values.timezone, values.limit]).toEqual([
      ...['The Sample Paperboy', 'Europe/Zurich', 12],
    ]);
    expect(interests.topics.map(({ name, weight, exact }) => [name, weight, exact])).toEqual([
      ['tide forecasting', 2, false],
      ['sourdough fermentation', 1, false],
      ['village library', 1, true],
    ]);
    expect(interests.muted).toEqual(['karaoke']);
  });
});

describe('a mistake', () => {
  it('in a value names file, line, option and an example', () => {
    const error = failFile('title: The Tide\nlimit: many\n');

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toBe(
      `${join(folder, 'paperboy.yaml')}:2: limit: expected a whole number from 1 to 200`,
    );
    expect(error.hint).toBe('Example: limit: 12');
  });

  it('in a flag has an example of the flag', () => {
    expect(fail({ flags: { limit: 0 } }).hint).toBe('Example: --limit 12');
    expect(fail({ flags: { trend: '150%' } }).hint).toBe('Example: --trend 30%');
    expect(fail({ flags: { topics: 'tides:-2' } }).hint).toBe(
      'Example: --topics "video generation, self-correction:2"',
    );
  });

  it('in a variable or a flag names it', () => {
    expect(fail({ environment: { PAPERBOY_LIMIT: 'x' } }).message).toMatch(
      /^PAPERBOY_LIMIT: limit: /,
    );
    expect(fail({ flags: { limit: 0 } }).message).toMatch(/^the command line: limit: /);
  });

  it.each([
    ['limti: 3', 1, 'limti', 'Did you mean limit?'],
    ['title: x\nfetch:\n  timeuot: 3', 3, 'fetch.timeuot', 'Did you mean fetch.timeout?'],
    ['interest:\n  topics: []', 1, 'interest', 'paperboy config lists all options.'],
    ['constructor: 1', 1, 'constructor', 'paperboy config lists all options.'],
    ['[a, b]: 1', 1, '', 'paperboy config lists all options.'],
  ])('in a name, %j, is told with the line and what was meant', (yaml, line, name, hint) => {
    const error = failFile(yaml);

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toMatch(new RegExp(`paperboy.yaml:${line}: there is no option `));
    expect(error.message.endsWith(name)).toBe(true);
    expect(error.hint).toBe(hint);
  });

  it.each([
    ['limit: 3\n  title: x', 1],
    ['limit: 3\nlimit: 4', 2],
    ['title: "open', 1],
    ['a: 1\n---\nb: 2', 2],
  ])('in the YAML of %j is told in one line with its place', (yaml, line) => {
    const error = failFile(yaml);

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toMatch(/paperboy\.yaml:\d+: \S/);
    expect(error.message).toContain(`paperboy.yaml:${line}: `);
    expect(error.message).not.toContain('\n');
    expect(error.hint).toBeTruthy();
  });

  it.each([
    ['- tides\n- bread', 1],
    ['just a word', 1],
    ['limit: 3\ninterests: [tides]', 2],
    ['interests:\n  - tides', 1],
    ['fetch: 30', 1],
  ])('of writing no names, %j, is told with its line', (yaml, line) => {
    const error = failFile(yaml);

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toMatch(new RegExp(`paperboy.yaml:${line}: expected options by name$`));
    expect(error.hint).toMatch(/one option a line/);
  });

  it('of naming a file that is not there, or is none, is told', () => {
    const missing = fail({ file: join(folder, 'missing.yaml') });
    const isFolder = fail({ file: folder });
    const secret = fail({ environment: { PAPERBOY_TITLE_FILE: join(folder, 'missing') } });

    expect([missing.code, isFolder.code, secret.code]).toEqual(Array(3).fill('CONFIG_INVALID'));
    expect(missing.message).toMatch(/there is no configuration file .*missing\.yaml$/);
    expect(isFolder.message).toMatch(/cannot be read$/);
    expect(secret.message).toMatch(/PAPERBOY_TITLE_FILE names .*missing, which cannot be read$/);
  });
});
