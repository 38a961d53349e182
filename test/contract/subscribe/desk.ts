/** A desk on a press: forms go in, mails come out on a real server, their links go back in. */
import Database from 'better-sqlite3';
import { databasePath } from '../../../src/pipeline/app.ts';
import { openSubscribeDesk, type SubscribeDesk } from '../../../src/pipeline/subscribe-desk.ts';
import { openPress, type Press } from '../delivery/press.ts';

export interface Desk {
  readonly press: Press;
  readonly desk: SubscribeDesk;
  /** Sends the form; each from a network of its own unless `client` says so. */
  submit(
    address: string,
    more?: Partial<Parameters<SubscribeDesk['subscribe']>[0]>,
  ): Promise<unknown>;
  /** Delivers what is due, and returns the mails to the address since the last call. */
  mailsTo(address: string): Promise<string[]>;
  /** The token behind `/<page>/` in the newest mail to the address. */
  token(page: string, address: string): Promise<string>;
  rows(sql: string): unknown[];
  file(): string;
  close(): Promise<void>;
}

export async function openDesk(settings: Record<string, string> = {}): Promise<Desk> {
  const press = await openPress({
    PAPERBOY_BASE_URL: 'https://quay.example',
    PAPERBOY_SUBSCRIBE_MODE: 'open',
    PAPERBOY_MAIL_OPERATOR: 'keeper@quay.example',
    ...settings,
  });
  const desk = openSubscribeDesk(press.app);
  let clients = 0;
  const seen = new Map<string, number>();
  const mailsTo = async (address: string) => {
    await press.deliver();
    const all = press.server.copies.filter(({ to }) => to === address).map(({ text }) => text);
    const fresh = all.slice(seen.get(address) ?? 0);
    seen.set(address, all.length);
    return fresh.map((text) => text.replace(/=\r\n/g, '').replace(/=3D/g, '='));
  };
  const rows = (sql: string) => {
    const database = new Database(databasePath(press.app));
    const found = database.prepare(sql).all();
    database.close();
    return found;
  };
  return {
    ...{ press, desk, mailsTo, rows },
    submit: (address, more = {}) => {
      clients++;
      const client = `10.${clients >> 8}.${clients & 255}.7`;
      return desk.subscribe({ address, words: {}, client, trap: '', took: 9_000, ...more });
    },
    token: async (page, address) => {
      const text = (await mailsTo(address)).at(-1) ?? '';
      return new RegExp(`https://quay\\.example/${page}/([0-9a-z.]+)`).exec(text)?.[1] ?? 'none';
    },
    file: () => databasePath(press.app),
    close: async () => {
      await desk.close();
      await press.close();
    },
  };
}
