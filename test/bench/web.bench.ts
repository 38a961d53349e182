/** Today's page and the subscribe form from the whole server, against a bare Hono app that answers with the same bytes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { renderSite } from '../../src/render/site.ts';
import { createSite } from '../../src/web/site-app.ts';
import { startServer } from '../../src/web/start-server.ts';
import { openMemoryDesk } from '../contract/web/memory-desk.ts';
import { richDigest } from '../unit/render/sample-digest.ts';
import type { BenchResult } from './main.ts';
import { compare } from './measure.ts';

/** Requests of one timing, and how many of them are under way at once. */
const load = { requests: 2_000, atOnce: 32 } as const;

const consent = 'I want this by mail.';

export async function benchWeb(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const files = await renderSite(
    { title: 'Bench', digests: [richDigest()], dayBefore: null, consent },
    {
      ...{ baseUrl: null, searchLink: 'https://search.example/?q={title}', why: '', sender: '' },
      ...{
        unsubscribe: null,
        preferences: null,
        votes: null,
        width: 80,
        color: false,
        explain: false,
        mail: false,
      },
    },
  );
  writeFileSync(join(folder, 'index.html'), files.get('index.html') ?? '');
  const subscribing = {
    ...{ desk: openMemoryDesk(), consent, title: 'Bench', isOpen: true, timezone: 'UTC' },
    ...{ operator: null, trustedProxies: [] },
  };
  const server = await startServer(createSite(folder, { subscribing }), '127.0.0.1', 0);
  const agent = new Agent({ keepAlive: true, maxSockets: load.atOnce });
  const results: BenchResult[] = [];
  for (const [what, path] of [
    ["today's page", '/'],
    ['the subscribe form', '/subscribe'],
  ] as const) {
    const body = await ask(agent, `${server.address}${path.slice(1)}`);
    const bare = await startServer(
      new Hono().get(path, (context) => context.html(body)),
      '127.0.0.1',
      0,
    );
    const { ours, reference } = await compare(
      what,
      () => askMany(agent, `${server.address}${path.slice(1)}`, body.length),
      () => askMany(agent, `${bare.address}${path.slice(1)}`, body.length),
      9,
      2,
    );
    await bare.stop(0);
    const rate = (time: number) => Math.round((load.requests / time) * 1_000);
    results.push({
      name: `${what}, requests/s against a bare Hono app with the same bytes`,
      ratio: reference / ours,
      limit: { kind: 'at least', value: 0.5 },
      detail: `${rate(ours)} against ${rate(reference)} requests/s, ${body.length} characters, the client included (medians of 9, by turns)`,
    });
  }
  agent.destroy();
  await server.stop(0);
  rmSync(folder, { recursive: true });
  return results;
}

async function askMany(agent: Agent, address: string, length: number): Promise<void> {
  let left = load.requests;
  const one = async () => {
    while (left-- > 0) {
      const { length: got } = await ask(agent, address);
      if (got !== length) throw new Error(`${address} answered with ${got} characters`);
    }
  };
  await Promise.all(Array.from({ length: load.atOnce }, one));
}

function ask(agent: Agent, address: string): Promise<string> {
  return new Promise((done, fail) => {
    const asked = request(address, { agent }, (answer) => {
      answer.setEncoding('utf8');
      let body = '';
      answer.on('data', (piece: string) => {
        body += piece;
      });
      answer.on('end', () => done(body));
      answer.on('error', fail);
    });
    asked.on('error', fail);
    asked.end();
  });
}
