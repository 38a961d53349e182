/** The one table of options: loading, checking, `paperboy config` and the README's table all derive from it. */
import type { Source } from '../model/source.ts';
import { parseTrendShare } from '../model/trend-share.ts';
import * as read from './readers.ts';
import { sourceList } from './source-list.ts';

export interface Option<T> {
  /** As written in the file, with dots for nesting: `mail.from`. */
  readonly name: string;
  /** One sentence for the README and the help. */
  readonly about: string;
  /** Shown in the README. */
  readonly example: string;
  readonly default: T;
  /** Turns what a file or the environment gives into the value. @throws Error whose message says what is expected. */
  readonly read: (given: unknown) => T;
  /** Never printed. */
  readonly secret?: true;
}

function option<T>(row: Option<T>): Option<T> {
  return row;
}

export const options = {
  title: option({
    name: 'title',
    about: 'The name of your paper, in the masthead and in feeds.',
    example: 'The Morning Stack',
    default: 'Paperboy',
    read: read.text(80),
  }),
  timezone: option({
    name: 'timezone',
    about: 'The time zone in which a day begins and ends.',
    example: 'Europe/Zurich',
    default: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    read: read.timezone,
  }),
  limit: option({
    name: 'limit',
    about: 'How many papers a digest shows at most.',
    example: '12',
    default: 20,
    read: read.integer(1, 200),
  }),
  days: option({
    name: 'days',
    about: 'How many days of listings a digest from the store considers.',
    example: '3',
    default: 3,
    read: read.integer(1, 3_650),
  }),
  sources: option<readonly Source[]>({
    name: 'sources',
    about: 'What `ingest` and `run` read: addresses, files and folders, or objects; see Sources.',
    example: '[https://huggingface.co/papers]',
    default: sourceList([{ huggingface: 'daily' }]),
    read: sourceList,
  }),
  schedule: option({
    name: 'schedule',
    about: 'When the daily job runs: a cron expression, or "07:00", "07:00 weekdays".',
    example: '07:00 weekdays',
    default: '0 7 * * *',
    read: read.schedule,
  }),
  publishBy: option<string | null>({
    name: 'publishBy',
    about:
      'The time of day until which `serve` waits for sources whose batch is not in yet; then the issue is published without them.',
    example: '10:00',
    default: null,
    read: read.timeOfDay,
  }),
  topics: option({
    name: 'interests.topics',
    about:
      'What you want to read; a weight after a colon, "quotes" for an exact phrase, a minus to mute.',
    example: '[video generation, "self-correction: 2"]',
    default: { topics: [], muted: [] },
    read: read.topics,
  }),
  mute: option<readonly string[]>({
    name: 'interests.mute',
    about: 'Words and phrases you never want to see; every form of a word counts.',
    example: '[robot]',
    default: [],
    read: read.list,
  }),
  authors: option<readonly string[]>({
    name: 'interests.authors',
    about: 'People you follow: their papers always come first.',
    example: '[Ada Lovelace]',
    default: [],
    read: read.list,
  }),
  organizations: option<readonly string[]>({
    name: 'interests.organizations',
    about: 'Organisations you follow.',
    example: '[Analytical Engines]',
    default: [],
    read: read.list,
  }),
  trend: option<number | null>({
    name: 'interests.trend',
    about:
      'How much what trends counts beside what fits you: 0% is only what fits, 100% only what trends, 15% is usual.',
    example: '30%',
    default: null,
    read: parseTrendShare,
  }),
  baseUrl: option<string | null>({
    name: 'baseUrl',
    about: 'The public address of this Paperboy, if it has one.',
    example: 'https://papers.example.org',
    default: null,
    read: read.baseUrl,
  }),
  trustedProxies: option<readonly string[]>({
    name: 'web.trustedProxies',
    about:
      'Addresses and networks of your own proxies: only what they say in `X-Forwarded-For` is believed of who a visitor is.',
    example: '[127.0.0.1, 10.0.0.0/8]',
    default: [],
    read: read.networks,
  }),
  searchLink: option({
    name: 'searchLink',
    about: 'Where a title is looked up when no link of the paper is known; {title} stands for it.',
    example: 'https://scholar.example.org/?q={title}',
    default: 'https://arxiv.org/search/?query={title}&searchtype=title',
    read: read.searchLink,
  }),
  smtp: option<string | null>({
    name: 'mail.smtp',
    about:
      'The mail server that takes your mails, with user and password. Without one they are written to the folder `outbox` as files.',
    example: 'smtps://you:secret@mail.example.org',
    default: null,
    read: read.smtpUrl,
    secret: true,
  }),
  mailFrom: option<string | null>({
    name: 'mail.from',
    about: 'The sender of mails; the user of `mail.smtp` where that is an address.',
    example: 'digest@example.org',
    default: null,
    read: read.address,
  }),
  mailReplyTo: option<string | null>({
    name: 'mail.replyTo',
    about: 'Where replies go, and requests to unsubscribe by mail.',
    example: 'you@example.org',
    default: null,
    read: read.address,
  }),
  mailOperator: option<string | null>({
    name: 'mail.operator',
    about: 'Who is told by mail when a source stays in trouble, and when it works again.',
    example: 'you@example.org',
    default: null,
    read: read.address,
  }),
  mailTo: option<string | null>({
    name: 'mail.to',
    about: 'The reader named in a digest made with --format eml.',
    example: 'you@example.org',
    default: null,
    read: read.address,
  }),
  mailConnections: option({
    name: 'mail.connections',
    about: 'How many connections to the mail server are used at once.',
    example: '4',
    default: 2,
    read: read.integer(1, 50),
  }),
  mailPolicy: option<'resend' | 'hold'>({
    name: 'mail.policy',
    about:
      'What to do where the server took a mail and no answer came: `resend` it once (perhaps a second copy), or `hold` it for you to decide (perhaps no copy).',
    example: 'hold',
    default: 'resend',
    read: read.oneOf(['resend', 'hold']),
  }),
  mailPerHour: option<number | null>({
    name: 'mail.perHour',
    about: 'How many mails go out within an hour at most, all together.',
    example: '500',
    default: null,
    read: read.integer(1, 1_000_000),
  }),
  mailPerDomain: option<number | null>({
    name: 'mail.perDomain',
    about: 'How many mails go to one domain within a minute at most.',
    example: '30',
    default: null,
    read: read.integer(1, 100_000),
  }),
  dkimKey: option<string | null>({
    name: 'mail.dkim.key',
    about: 'The RSA key that signs mails, in PEM; best given by `PAPERBOY_MAIL_DKIM_KEY_FILE`.',
    example: '"-----BEGIN PRIVATE KEY-----…"',
    default: null,
    read: read.pem,
    secret: true,
  }),
  dkimSelector: option<string | null>({
    name: 'mail.dkim.selector',
    about: 'Under which name the public key stands in DNS: `<selector>._domainkey.<domain>`.',
    example: 'paperboy',
    default: null,
    read: read.domain,
  }),
  dkimDomain: option<string | null>({
    name: 'mail.dkim.domain',
    about: 'The domain that signs; that of `mail.from` unless given.',
    example: 'example.org',
    default: null,
    read: read.domain,
  }),
  bounceDomain: option<string | null>({
    name: 'mail.bounceDomain',
    about:
      'A domain whose mail reaches you: every mail then has a return address of its own there, so that bounces tell whose they are.',
    example: 'bounces.example.org',
    default: null,
    read: read.domain,
  }),
  mailPostal: option<string | null>({
    name: 'mail.postal',
    about: 'A postal address for the footer, where the law asks for one.',
    example: '1 Harbour Street, Exampletown',
    default: null,
    read: read.text(200),
  }),
  subscribeMode: option<'closed' | 'invite' | 'domains' | 'approve' | 'open'>({
    name: 'subscribe.mode',
    about:
      'Who may subscribe on the pages (needs `baseUrl`): nobody (`closed`), whom you added (`invite`), addresses of `subscribe.domains` (`domains`), whoever you `approve` after they confirmed, or everybody (`open`).',
    example: 'open',
    default: 'closed',
    read: read.oneOf(['closed', 'invite', 'domains', 'approve', 'open']),
  }),
  subscribeDomains: option<readonly string[]>({
    name: 'subscribe.domains',
    about: 'The domains whose addresses may subscribe with `subscribe.mode: domains`.',
    example: '[example.org]',
    default: [],
    read: (given) => read.list(given).map(read.domain),
  }),
  subscribePerHour: option({
    name: 'subscribe.perHour',
    about: 'How many confirmation mails the form sends within an hour at most.',
    example: '100',
    default: 100,
    read: read.integer(1, 100_000),
  }),
  log: option<'auto' | 'json' | 'text'>({
    name: 'log',
    about:
      'How `serve` and `run` write on standard error: one object of JSON a line (`json`), sentences (`text`), or `auto`: JSON for `serve` unless it is on a terminal, else sentences.',
    example: 'json',
    default: 'auto',
    read: read.oneOf(['auto', 'json', 'text']),
  }),
  contact: option<string | null>({
    name: 'fetch.contact',
    about: 'An address or page by which a source can reach you; sent with every request.',
    example: 'you@example.org',
    default: null,
    read: read.text(200),
  }),
  timeout: option({
    name: 'fetch.timeout',
    about: 'Seconds after which a source that does not answer is given up.',
    example: '30',
    default: 30,
    read: read.integer(1, 600),
  }),
  maxMegabytes: option({
    name: 'fetch.maxMegabytes',
    about: 'The largest listing that is read, in megabytes.',
    example: '20',
    default: 20,
    read: read.integer(1, 1_000),
  }),
  hydrateEnabled: option<boolean>({
    name: 'hydrate.enabled',
    about: 'Whether arXiv is asked for abstracts and authors that the sources lack.',
    example: 'false',
    default: true,
    read: read.boolean,
  }),
  hydrateAddress: option({
    name: 'hydrate.address',
    about:
      "Where arXiv's query API is asked; set, it is asked even if no source is on the internet.",
    example: 'https://arxiv-mirror.example.org/api/query',
    default: 'https://export.arxiv.org/api/query',
    read: read.serviceAddress,
  }),
  embedKind: option<'none' | 'local' | 'endpoint'>({
    name: 'embed.kind',
    about:
      'Who turns papers into vectors, beside what Paperboy learns itself: nobody (`none`), a model in a folder (`local`), or a service (`endpoint`); see Embeddings.',
    example: 'endpoint',
    default: 'none',
    read: read.oneOf(['none', 'local', 'endpoint']),
  }),
  embedModel: option<string | null>({
    name: 'embed.model',
    about:
      'The name of the model, as the service knows it; of a local one its folder has it unless given. Vectors are kept under it.',
    example: 'nomic-embed-text',
    default: null,
    read: read.text(200),
  }),
  embedFolder: option<string | null>({
    name: 'embed.folder',
    about: 'Where the local model lies: config.json, tokenizer.json and onnx/model.onnx.',
    example: 'models/all-MiniLM-L6-v2',
    default: null,
    read: read.text(1_000),
  }),
  embedUrl: option<string | null>({
    name: 'embed.url',
    about:
      'The OpenAI-compatible service: what stands before /embeddings. It gets titles, abstracts and the words of topics.',
    example: 'http://127.0.0.1:11434/v1',
    default: null,
    read: read.serviceAddress,
  }),
  embedKey: option<string | null>({
    name: 'embed.key',
    about: 'The key of that service, if it wants one; best given by `PAPERBOY_EMBED_KEY_FILE`.',
    example: 'sk-0123456789',
    default: null,
    read: read.key,
    secret: true,
  }),
  embedBudget: option({
    name: 'embed.budget',
    about: 'Seconds that a digest waits for vectors at most; with 0 it takes those that are there.',
    example: '30',
    default: 10,
    read: read.integer(0, 600),
  }),
} as const;

export type OptionKey = keyof typeof options;
export type Values = { readonly [K in OptionKey]: (typeof options)[K]['default'] };

/** The environment variable of an option: `mail.from` is PAPERBOY_MAIL_FROM. */
export function variableOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/\./g, '_');
  return `PAPERBOY_${words.toUpperCase()}`;
}
