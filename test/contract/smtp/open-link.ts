/** A link to a test's own server, with waits short enough for a test. */
import type { Link } from '../../../src/deliver/outcome.ts';
import { createSmtpChannel, type SmtpOptions } from '../../../src/deliver/smtp-channel.ts';

export const shortWaits = {
  connect: 2000,
  greeting: 2000,
  command: 2000,
  body: 2000,
  dot: 3000,
  quit: 300,
};
export const envelope = { from: 'paperboy@example.org', to: 'reader@example.net' };
export const message = Buffer.from('Subject: a paper\r\n\r\n.one\r\n..two\r\n');
export const goAhead = async () => true;

export function openLink(url: string, options: Partial<SmtpOptions> = {}): Link {
  return createSmtpChannel({
    url,
    ehloName: 'a.example',
    timeouts: shortWaits,
    ...options,
  }).openLink();
}
