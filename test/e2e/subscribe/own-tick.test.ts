/** `paperboy serve` by itself: a digest that comes due while it runs goes out at its minute, by nobody's call. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { temporaryPlace } from '../cli/run-paperboy.ts';
import { openMailSink } from '../mail/mail-sink.ts';
import { configure, listPapers } from '../mail/quay-listings.ts';
import { environment, putDay } from './quay-site.ts';

const place = temporaryPlace();
const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const clock = (time: string) => new Date(`${day}T${time}Z`);

it('sends what comes due at the next minute', async () => {
  const sink = await openMailSink();
  configure(place, 'schedule: "30 6 * * *"\n');
  listPapers(place, 0, 4);
  putDay(place, day);
  await place.run(['subscribers', 'add', 'mia@reader.example', '--hour', '7']);
  const env = environment(sink, clock('06:31:00'));
  const published = await place.run(['run', '--date', day], { env });

  const served = place.start(['serve', '--port', '0'], environment(sink, clock('06:59:50')));
  let log = '';
  served.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(served, 'exit');
  for (let waited = 0; waited < 400 && !log.includes('1 mail accepted'); waited++) await sleep(50);
  served.kill('SIGTERM');
  await ended;

  const entries = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const timeOf = (words: string) =>
    entries.find(({ message }) => message.includes(words))?.time.slice(11, 16);
  expect(published.err).toContain('1 mail not due yet');
  expect(sink.arrived.map(({ to }) => to)).toEqual([['mia@reader.example']]);
  expect([timeOf('The Quay is at'), timeOf('1 mail accepted')]).toEqual(['06:59', '07:00']);
});
