/** R87: the log of `serve` and `run` as a collector of logs takes it in, and as a person reads it. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { furnish } from './daily-site.ts';
import { temporaryPlace } from './run-paperboy.ts';

const place = temporaryPlace();
furnish(place);

/** A source that is there, two that are not: one named to look like a line of a log, one with a key in it. */
const sources = `title: The Quay
timezone: UTC
sources:
  - first.txt
  - name: "fog\\r\\n{\\"level\\":\\"info\\"}\\e[2K by jane@reader.example"
    from: gone.txt
  - from: http://127.0.0.1:9/list?api_key=s3cret
    allowPrivate: true
schedule: "* * * * *"
days: 3650
hydrate: {enabled: false}
`;
place.file('broken.yaml', sources);
place.file('hopeless.yaml', 'sources: [gone.txt, lost.txt]\n');
place.file('wrong.yaml', 'limit: lots\n');

/** What packages and Node itself say on their own, in several lines, once the log is there: starting may take its time. */
const stray = `const before = console.error;
const timer = setInterval(() => {
  if (console.error === before) return;
  clearInterval(timer);
  console.error(new Error('a package is lost'));
  console.info('to jane@reader.example');
  process.emitWarning('this will go away', 'DeprecationWarning', 'DEP9');
}, 20).unref();`;
const withStray = {
  NODE_OPTIONS: `--import=data:text/javascript;base64,${Buffer.from(stray).toString('base64')}`,
};

const linesOf = (text: string) => text.trimEnd().split('\n');
const entriesOf = (text: string) => linesOf(text).map((line) => JSON.parse(line));

it('serve writes one object a line, whoever speaks and whatever is in the words', async () => {
  const child = place.start(['serve', '--port', '0', '--config', 'broken.yaml'], withStray);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close');
  for (let waited = 0; waited < 400 && !/api_key.*"code"/.test(err); waited++) await sleep(50);
  const url = /is at ([^\s"]+)/.exec(err)?.[1];
  await fetch(`${url}%0d%0a%7B%22level%22%3A%22info%22%7D`);
  child.kill('SIGTERM');
  const [code] = await ended;

  const entries = entriesOf(err);
  expect([code, out]).toEqual([0, '']);
  for (const entry of entries) {
    expect(entry).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: expect.stringMatching(/^(?:info|warn|error)$/),
      message: expect.any(String),
    });
  }
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'warn', code: 'INPUT_NOT_FOUND' }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'error', message: expect.stringContaining('a package is') }),
  );
  expect(err).toMatch(/"warn","message":"DeprecationWarning: this will go away"/);
  expect(err).toContain('"issue":"published"');
  expect(err).toContain('j…@reader.example');
  expect(err).toContain('api_key=…');
  expect(err).not.toMatch(/jane|s3cret|\u001b|\r/);
});

it('what keeps serve from starting is such a line too, and sentences where they are asked for', async () => {
  const wrong = await place.run(['serve', '--port', '0', '--config', 'wrong.yaml']);
  const told = await place.run(['serve', '--port', 'http'], { env: { PAPERBOY_LOG: 'text' } });

  expect([wrong.code, told.code]).toEqual([2, 2]);
  expect(entriesOf(wrong.err)).toMatchObject([
    { level: 'error', code: 'CONFIG_INVALID', hint: expect.stringContaining('limit: 12') },
  ]);
  expect(told.err).toMatch(/^paperboy: http is not a port\n {2}A port is/);
});

it('run writes sentences for whoever gets them by mail, and objects where they are asked for', async () => {
  const day = ['--date', '2026-10-14'];
  const plain = await place.run(['run', ...day, '--json']);
  const env = { PAPERBOY_LOG: 'json' };
  const asked = await place.run(['run', ...day, '--json'], { env });
  const failed = await place.run(['run', '--config', 'hopeless.yaml'], { env });

  expect(plain.err).toContain('2026-10-14: issue published, 4 papers\n');
  expect(() => entriesOf(plain.err)).toThrow();
  expect(entriesOf(asked.err)).toContainEqual(
    expect.objectContaining({ level: 'info', day: '2026-10-14', issue: 'kept' }),
  );
  expect(JSON.parse(asked.out)).toMatchObject({ date: '2026-10-14', issue: 'kept' });
  expect(failed.code).toBe(2);
  expect(entriesOf(failed.err).at(-1)).toMatchObject({ level: 'error', code: 'INPUT_NOT_FOUND' });
});
