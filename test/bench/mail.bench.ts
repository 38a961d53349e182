/** The whole way of a digest (claim, rank, render, compose, sign, send, three commits), against nodemailer's pool alone. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { loadConfig } from '../../src/config/load-config.ts';
import { ingestListing } from '../../src/ingest/ingest-listing.ts';
import { everyDay, usualPreferences } from '../../src/model/subscriber.ts';
import { type App, openAppStore } from '../../src/pipeline/app.ts';
import { createComposer } from '../../src/pipeline/compose-delivery.ts';
import { deliverDue } from '../../src/pipeline/deliver-due.ts';
import { setUpMail } from '../../src/pipeline/mail-setup.ts';
import { publishIssue } from '../../src/pipeline/publish-issue.ts';
import type { Store } from '../../src/store/store.ts';
import { generateListing } from './generate.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import type { BenchResult } from './main.ts';
import { median, timeOf } from './measure.ts';

const readers = 1_500;
const connections = 4;
const rounds = 3;
const day = '2026-10-14';

export async function benchMail(): Promise<BenchResult[]> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sink = await openMailSink();
  try {
    const [ours, reference]: [number[], number[]] = [[], []];
    let size = 0;
    for (let round = 0; round <= rounds; round++) {
      const { milliseconds, html, text, subject } = await sendOurs(sink, pem);
      const pool = await sendByPool(sink, pem, { html, text, subject });
      size = html.length + text.length;
      // The first round is to warm up.
      if (round === 0) continue;
      ours.push(milliseconds);
      reference.push(pool);
    }
    const perSecond = (times: readonly number[]) => Math.round((readers * 1_000) / median(times));
    return [
      {
        name: 'mail by the ledger / nodemailer pool with dkim',
        ratio: median(reference) / median(ours),
        limit: { kind: 'at least', value: 1 },
        detail: `${readers} mails of ${Math.round(size / 1_000)} kB on ${connections} connections: ${perSecond(ours)} mails/s with claim, digest, signature and the ledger (synchronous=FULL), pool alone ${perSecond(reference)} mails/s`,
      },
    ];
  } finally {
    await sink.close();
  }
}

interface Sent {
  readonly milliseconds: number;
  readonly html: string;
  readonly text: string;
  readonly subject: string;
}

async function sendOurs(sink: MailSink, pem: string): Promise<Sent> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const app = appIn(folder, sink, pem);
  const store = await openAppStore(app, 'data');
  try {
    await fill(app, store);
    const before = await sink.taken();
    const milliseconds = await timeOf(() => deliverDue(app, store));
    const taken = (await sink.taken()) - before;
    if (taken !== readers) throw new Error(`${taken} of ${readers} mails arrived`);
    return { milliseconds, ...(await sampleOf(app, store)) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

function appIn(folder: string, sink: MailSink, pem: string): App {
  const config = loadConfig({
    data: folder,
    environment: {
      PAPERBOY_TIMEZONE: 'UTC',
      PAPERBOY_MAIL_SMTP: `smtp://127.0.0.1:${sink.port}`,
      PAPERBOY_MAIL_FROM: 'digest@example.org',
      PAPERBOY_MAIL_CONNECTIONS: String(connections),
      PAPERBOY_MAIL_DKIM_KEY: pem,
      PAPERBOY_MAIL_DKIM_SELECTOR: 'bench',
      PAPERBOY_BASE_URL: 'https://papers.example.org',
    },
  });
  return { config, now: () => new Date() };
}

async function fill(app: App, store: Store): Promise<void> {
  await ingestListing(store, generateListing(60), 'bench', day);
  const consent = { source: 'operator', wording: '', at: '2026-01-01T00:00:00.000Z' } as const;
  await store.transaction(async (tx) => {
    for (let number = 0; number < readers; number++) {
      await tx.subscribers.add({
        address: `reader${number}@example.org`,
        state: 'confirmed',
        preferences: { ...usualPreferences, weekdays: everyDay },
        consent,
      });
    }
  });
  await publishIssue(app, store, day);
}

/** The text of one of the mails, for the pool. */
async function sampleOf(app: App, store: Store): Promise<Omit<Sent, 'milliseconds'>> {
  const [row] = await store.deliveries.list({ states: ['accepted'], limit: 1 });
  if (row === undefined) throw new Error('nothing was sent');
  await store.subscribers.add({
    address: 'sample@example.org',
    state: 'confirmed',
    preferences: usualPreferences,
    consent: null,
  });
  const sample = await store.subscribers.find('sample@example.org');
  const composer = await createComposer(app, store, await setUpMail(app));
  const composed = await composer.compose({
    ...row,
    subscriberId: sample?.id ?? 0,
    composedAt: null,
  });
  if ('nothing' in composed) throw new Error(composed.nothing);
  const { html = '', text = '', subject = '' } = await PostalMime.parse(composed.message);
  return { html, text, subject };
}

async function sendByPool(
  sink: MailSink,
  pem: string,
  { html, text, subject }: Omit<Sent, 'milliseconds'>,
): Promise<number> {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: sink.port, secure: false, ignoreTLS: true },
    ...{ pool: true, maxConnections: connections, maxMessages: 100 },
    dkim: { domainName: 'example.org', keySelector: 'bench', privateKey: pem },
  });
  const milliseconds = await timeOf(() =>
    Promise.all(
      Array.from({ length: readers }, (_, number) =>
        transport.sendMail({
          ...{ from: 'Paperboy <digest@example.org>', to: `reader${number}@example.org` },
          ...{ subject, html, text },
          headers: {
            'List-Id': '"Paperboy" <paperboy.papers.example.org>',
            'List-Unsubscribe': `<https://papers.example.org/unsubscribe/1.${number}.0123456789abcdef0123456789abcdef>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }),
      ),
    ),
  );
  transport.close();
  return milliseconds;
}
