/** A Postfix of the test's own: its files in a temporary folder, its port on this machine alone, stopped by its process. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'vitest';

export interface PostfixSettings {
  /** Mailboxes by address; `@domain` takes what no other has. */
  readonly mailboxes: Readonly<Record<string, string>>;
  /** Addresses to addresses, comma-separated. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Domains to `error:5.2.1 why`, `smtp:[127.0.0.1]:2525` … */
  readonly transports?: Readonly<Record<string, string>>;
  /** Lines of a regexp access map for recipients. */
  readonly recipients?: readonly string[];
  /** The port of a policy server that is asked about every recipient. */
  readonly policyPort?: number;
  /** More of main.cf. */
  readonly more?: Readonly<Record<string, string>>;
}

export interface Postfix {
  /** For `mail.smtp`. */
  readonly url: string;
  readonly folder: string;
  log(): string;
  /** Queue ids of what is still under way. */
  queued(): string[];
  /** Waits until nothing is under way. */
  drained(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Why no Postfix can be started here, or null. */
function whatIsMissing(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start Postfix';
  const { error } = spawnSync('postconf', ['-d', 'mail_version'], { stdio: 'ignore' });
  return error === undefined ? null : 'postfix is not installed';
}

const missing = whatIsMissing();

/** For `beforeAll`, which cannot skip. */
export const isPostfixHere = missing === null;

/** Ends the test as not run where no Postfix can be started; the message says why. */
export function needPostfix(context: TestContext): void {
  if (missing === null) return;
  process.stderr.write(`not run, because ${missing}: ${context.task.name}\n`);
  context.skip(missing);
}

export async function startPostfix(settings: PostfixSettings): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-postfix-'));
  // Its daemons give up root's rights and must still get in.
  chmodSync(folder, 0o755);
  for (const name of ['etc', 'queue', 'data', 'mail']) mkdirSync(join(folder, name));
  const uid = numberOf('-u', 'nobody');
  const gid = numberOf('-g', 'nobody');
  spawnSync('chown', ['nobody', join(folder, 'mail')]);
  spawnSync('chown', ['postfix', join(folder, 'data')]);
  const port = await freePort();
  const etc = join(folder, 'etc');
  writeFileSync(join(etc, 'mailboxes'), tableOf(settings.mailboxes));
  writeFileSync(join(etc, 'aliases'), tableOf(settings.aliases ?? {}));
  writeFileSync(join(etc, 'transports'), tableOf(settings.transports ?? {}));
  writeFileSync(join(etc, 'recipients'), `${(settings.recipients ?? []).join('\n')}\n`);
  writeFileSync(join(etc, 'main.cf'), mainOf(folder, settings, uid, gid));
  writeFileSync(join(etc, 'master.cf'), masterOf(port));

  const checked = spawnSync('postfix', ['-c', etc, 'check'], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(`postfix check: ${checked.stdout}${checked.stderr}`);
  const daemons = spawnSync('postconf', ['-c', etc, '-h', 'daemon_directory'], {
    encoding: 'utf8',
  }).stdout.trim();
  const master = spawn(join(daemons, 'master'), ['-c', etc, '-d'], {
    // Of its own group: it ends its daemons by ending the group.
    ...{ detached: true, stdio: 'ignore' },
  });
  const logFile = join(folder, 'mail.log');
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const queued = () => queuedIn(etc);
  const stop = async () => {
    await endOf(master);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(
      20_000,
      () => /daemon started/.test(log()),
      () => `no start: ${log()}`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...{ url: `smtp://127.0.0.1:${port}`, folder, log, queued, stop },
    drained: (milliseconds) =>
      until(
        milliseconds,
        () => queued().length === 0,
        () => `still queued: ${queued()}`,
      ),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Asks every tenth of a second. @throws Error with `why` when the time is over. */
export async function until(
  milliseconds: number,
  isSo: () => boolean,
  why: () => string,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(why());
    await sleep(100);
  }
}

function mainOf(folder: string, settings: PostfixSettings, uid: number, gid: number): string {
  const etc = join(folder, 'etc');
  const domains = new Set(Object.keys(settings.mailboxes).map((at) => at.replace(/^.*@/, '')));
  const policy =
    settings.policyPort === undefined
      ? ''
      : `, check_policy_service inet:127.0.0.1:${settings.policyPort}`;
  const values = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    maillog_file: join(folder, 'mail.log'),
    maillog_file_prefixes: folder,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    myhostname: 'mx.harbour.example',
    mydestination: '',
    local_recipient_maps: '',
    alias_maps: '',
    alias_database: '',
    notify_classes: '',
    disable_dns_lookups: 'yes',
    smtp_host_lookup: 'native',
    smtpd_peername_lookup: 'no',
    virtual_mailbox_base: join(folder, 'mail'),
    virtual_mailbox_domains: [...domains].join(', '),
    virtual_mailbox_maps: `texthash:${etc}/mailboxes`,
    virtual_alias_maps: `texthash:${etc}/aliases`,
    transport_maps: `texthash:${etc}/transports`,
    virtual_uid_maps: `static:${uid}`,
    virtual_gid_maps: `static:${gid}`,
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtpd_recipient_restrictions: `check_recipient_access regexp:${etc}/recipients${policy}`,
    // A recipient without a mailbox is taken, and bounced later.
    smtpd_reject_unlisted_recipient: 'no',
    in_flow_delay: '0',
    ...settings.more,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

function masterOf(port: number): string {
  const rows = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'showq unix n - n - - showq',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${rows.join('\n')}\n`;
}

function tableOf(rows: Readonly<Record<string, string>>): string {
  return Object.entries(rows)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}

function queuedIn(etc: string): string[] {
  const { stdout } = spawnSync('postqueue', ['-c', etc, '-j'], {
    ...{ encoding: 'utf8', maxBuffer: 50_000_000 },
  });
  return [...stdout.matchAll(/"queue_id": "(\w+)"/g)].map(([, id = '']) => id);
}

function numberOf(what: '-u' | '-g', user: string): number {
  return Number(spawnSync('id', [what, user], { encoding: 'utf8' }).stdout);
}

async function endOf(master: ChildProcess): Promise<void> {
  if (master.exitCode !== null || master.signalCode !== null) return;
  const ended = new Promise((done) => master.once('exit', done));
  master.kill('SIGTERM');
  const late = sleep(10_000, 'late', { ref: false });
  if ((await Promise.race([ended, late])) === 'late') master.kill('SIGKILL');
}
