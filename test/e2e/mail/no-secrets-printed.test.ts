/** R87: what `serve` and `run` print while people come, vote and leave, and while things go wrong. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { type Place, temporaryPlace } from '../cli/run-paperboy.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { configure, listPapers } from './quay-listings.ts';

const password = 'herring-7Kq-gull';
const wrong = 'halibut-3Zw-tern';
const day = { month: 'short', day: 'numeric' } as const;
const dkim = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

function configureMail(place: Place, sink: MailSink, secret: string): void {
  place.file('dkim.pem', dkim);
  configure(
    place,
    `baseUrl: https://quay.example
subscribe: {mode: open}
mail:
  smtp: smtp://keeper%40quay.example:${secret}@127.0.0.1:${sink.port}
  dkim: {selector: quay, key: ${JSON.stringify(dkim)}}
`,
  );
}

interface Serving {
  readonly url: string;
  readonly said: () => string;
  stop(): Promise<void>;
}

async function serve(place: Place, ...words: string[]): Promise<Serving> {
  const child = place.start(['serve', '--port', '0', ...words]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'exit');
  while (!/ is at /.test(said) && child.exitCode === null) await sleep(20);
  const url = /is at ([^\s"]+?)\/?["\s]/.exec(said)?.[1] ?? '';
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, said: () => said, stop };
}

it('holds no token, key or password, and no address of a reader', async () => {
  const place = temporaryPlace();
  const sink = await openMailSink({
    login: ['keeper@quay.example', password],
    refuse: { 'busy@reader.example': { code: 450, text: '4.2.1 <busy@reader.example>: is busy' } },
  });
  configureMail(place, sink, password);
  listPapers(place, 0, 8);
  const listing = readFileSync(join(place.folder, 'listing.txt'), 'utf8');
  const today = new Date().toLocaleDateString('en-US', { ...day, timeZone: 'UTC' });
  place.file('listing.txt', listing.replace('Oct 14', today));
  const printed: string[] = [];
  const run = async () => {
    const { out, err } = await place.run(['run', '--json']);
    printed.push(err);
    return out;
  };
  await run();
  const pages = await serve(place, '--no-schedule');
  const statuses: number[] = [];
  const ask = async (path: string, fields?: Record<string, string>) => {
    const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
    statuses.push((await fetch(`${pages.url}${path}`, { redirect: 'manual', ...form })).status);
  };
  const linkTo = (page: string) => {
    const all = sink.arrived.map(({ mail }) => `${mail.text} ${mail.html}`).join('\n');
    const found = [...all.matchAll(new RegExp(`https://quay\\.example(/${page}/[^\\s"<]+)`, 'g'))];
    return found.at(-1)?.[1] ?? `/${page}/none`;
  };

  await ask('/subscribe', { address: 'ada@reader.example', topics: 'fog horns' });
  await ask('/subscribe', { address: 'busy@reader.example' });
  await run();
  const never = linkTo('never');
  for (const link of [linkTo('confirm'), never]) await ask(link);
  await ask(linkTo('confirm'), {});
  await run();
  const [preferences, vote, leave] = ['preferences', 'vote', 'unsubscribe'].map(linkTo) as [
    string,
    string,
    string,
  ];
  await ask(preferences, { hour: '7', topics: 'lamps' });
  await ask(preferences, { hour: 'noon', preview: '1' });
  await ask(vote, { value: '1' });
  await ask(preferences.replace('preferences', 'data-link'), {});
  await run();
  const data = linkTo('data');
  await ask(data, { export: '1' });
  await ask(leave, { 'List-Unsubscribe': 'One-Click' });
  const right = statuses.splice(0);
  await ask(data, { topics: 'x'.repeat(70_000) });
  await ask(`${data}%ff`, {});
  await ask(preferences.slice(0, -1));
  const { port } = new URL(pages.url);
  for (const start of [
    `POST ${data} HTTP/1.1\r\nHost: [\r\n\r\n`,
    `GET ${data} nonsense\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    socket.end(start);
    await once(socket.resume(), 'close');
  }
  const database = new Database(join(place.folder, 'data/paperboy.db'));
  const keys = database.prepare<[], string>('SELECT key FROM secrets').pluck().all();
  // A fault that names what was asked for, and looks like a line of the log.
  database.exec(`CREATE TRIGGER broken BEFORE UPDATE ON subscribers BEGIN
    SELECT RAISE(FAIL, 'no room for ada@reader.example at /preferences/${preferences.split('/').at(-1)}
{"level":"info","message":"all is well"}\r\u001b[2K'); END`);
  await ask(preferences, { hour: '8' });
  database.exec('DROP TRIGGER broken');
  database.close();
  await ask(data, { erase: '1', sure: 'yes' });
  const failed = statuses.splice(0);
  await ask('/subscribe', { address: 'eve@reader.example' });
  configureMail(place, sink, wrong);
  await pages.stop();
  const refusing = await serve(place);
  for (let at = 0; at < 200 && !refusing.said().includes('credentials'); at++) await sleep(50);
  await refusing.stop();
  await run();

  printed.push(pages.said(), refusing.said());
  const all = printed.join('\n');
  const mails = sink.arrived.map(({ mail }) => `${mail.text} ${mail.html}`).join('\n');
  const tokens = new Set(mails.match(/(?:[0-9a-z]+\.[0-9a-z]+\.)?[0-9a-f]{32,40}/g));
  const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
  const secrets = [password, wrong, base64(password), base64(wrong)];
  secrets.push(base64(`\0keeper@quay.example\0${wrong}`), dkim.slice(40, 80), ...keys, ...tokens);
  secrets.push('ada@reader.example', 'busy@reader.example', 'eve@reader.example');
  expect(right).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]);
  expect(failed).toEqual([413, 404, 404, 500, 200]);
  expect(vote).toMatch(/\/vote\/1\./);
  expect(tokens.size).toBeGreaterThanOrEqual(6);
  expect(all).toContain('the server could not answer: no room for a…@reader.example');
  expect(all).toContain('<b…@reader.example>: is busy');
  expect(refusing.said()).toContain('these credentials are not known here');
  const lines = `${pages.said()}${refusing.said()}`.trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  expect(new Set(entries.map(({ level }) => level))).toEqual(new Set(['info', 'warn', 'error']));
  expect(entries.filter(({ level }) => level === 'error')).toMatchObject([
    { method: 'POST', page: '/preferences/:token', message: expect.stringMatching(/^the server/) },
  ]);
  expect(all).not.toMatch(/\u001b|\r/);
  expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
});
