/** Mail that is not sent but laid down as files, for those who have no mail server or want to look first. */
import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanText, shorten } from '../lib/text.ts';
import { writeWhole } from '../lib/whole-file.ts';
import { checkEnvelope } from './check-envelope.ts';
import type { Channel, Envelope, SendOutcome } from './outcome.ts';
import { replyText } from './reply.ts';

/**
 * Writes each message to `<folder>/<name>.eml`, for the owner alone to read. The name comes from its Message-ID, so
 * that the same message written twice is one file. The folder is made when the first message comes.
 */
export function createOutboxChannel(folder: string): Channel {
  return {
    route: 'outbox',
    openLink: () => ({
      send: (envelope, message, handOff) => writeMessage(folder, envelope, message, handOff),
      close: async () => {},
    }),
  };
}

async function writeMessage(
  folder: string,
  given: Envelope,
  message: Buffer,
  handOff: () => Promise<boolean>,
): Promise<SendOutcome> {
  const checked = checkEnvelope(given);
  if ('refused' in checked) return checked.refused;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return { what: 'lost', stage: 'connect', handed: false, reason: describe(error) };
  }
  try {
    if (!(await handOff())) return { what: 'withdrawn' };
  } catch (error) {
    return { what: 'failed', error };
  }
  const file = join(folder, `${fileName(message)}.eml`);
  try {
    await writeWhole(file, message, 0o600);
    await syncFolder(folder);
  } catch (error) {
    // Told as a server tells that its disk is full: nothing was kept, and later it may go.
    const reply = { code: 452, enhanced: '4.3.1', text: describe(error) };
    return { what: 'refused', stage: 'dot', reply };
  }
  const reply = { code: 250, enhanced: null, text: replyText(`written to ${file}`) };
  return { what: 'accepted', reply };
}

/** Without this a power failure could take the name away again, after we said it is there. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** From the Message-ID; where that is missing or cannot be a file's name as it is, with a digest that keeps it apart. */
function fileName(message: Buffer): string {
  const head = message.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const id = /^message-id:\s*<([^<>\r\n]+)>/im.exec(head)?.[1];
  if (id !== undefined && /^[A-Za-z0-9][\w.@+-]{0,199}$/.test(id)) return id;
  const key = createHash('sha256')
    .update(id ?? message)
    .digest('hex')
    .slice(0, 16);
  const start = (id ?? 'message')
    .replace(/[^A-Za-z0-9@-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 100);
  return `${start}-${key}`;
}

function describe(error: unknown): string {
  return shorten(cleanText(error instanceof Error ? error.message : String(error)), 300);
}
