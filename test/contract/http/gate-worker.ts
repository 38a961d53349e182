/** A process that asks arXiv's hosts, all of them the test's server: so many times, or hanging in its first request. */
import { createHttpClient } from '../../../src/lib/http/client.ts';
import { createGate } from '../../../src/lib/http/gate.ts';
import { openStore } from '../../../src/store/store.ts';

const [path, port, interval, count, timeout] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const store = await openStore(path);
const spacings = [{ name: 'arxiv', hosts: ['arxiv.org'], interval: Number(interval) }];
const client = createHttpClient({
  userAgent: 'Paperboy/0.1 (paper digest; you@example.org)',
  timeout: Number(timeout),
  maxBytes: 1_000,
  allowPrivate: () => true,
  gate: createGate({ spacings, rows: store.gates }),
  connect: { lookup: async () => [{ address: '127.0.0.1', family: 4 }] },
});
const hosts = ['arxiv.org', 'export.arxiv.org', 'rss.arxiv.org', 'www.arxiv.org'];
const results = await Promise.all(
  Array.from({ length: Number(count) }, (_, nth) =>
    client.get(`http://${hosts[nth % hosts.length]}:${port}/${nth}`),
  ),
);
await client.close();
await store.close();
console.log(results.map(({ kind }) => kind).join(' '));
