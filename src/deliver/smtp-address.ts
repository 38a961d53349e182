/** The address of a mail server, taken apart: where it is, how it is reached, who logs in. */
import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import { PaperboyError } from '../lib/errors.ts';

export interface SmtpServer {
  /** A name in ASCII or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps://`); otherwise STARTTLS is demanded, except on this machine. */
  readonly secure: boolean;
  /** On this machine: TLS is not needed, and a certificate is not looked at. */
  readonly loopback: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** `smtp://mail.example.org:587`: without user and password. */
  readonly route: string;
}

/**
 * Reads `smtp://` (port 587 unless given) or `smtps://` (465), with percent-encoded user and password where needed.
 * @throws PaperboyError MAIL_CONFIG; the message never shows the address, as it may hold a password.
 */
export function readSmtpAddress(address: string): SmtpServer {
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url === null ? '' : plainHost(url.hostname);
  if (url === null || host === '' || !/^smtps?:$/.test(url.protocol)) throw unreadable();
  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  return {
    host,
    port,
    secure,
    loopback: host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')),
    login: url.username === '' ? null : { user: decode(url.username), pass: decode(url.password) },
    route: `${url.protocol}//${host.includes(':') ? `[${host}]` : host}:${port}`,
  };
}

function plainHost(hostname: string): string {
  const bare = /^\[(.*)\]$/.exec(hostname)?.[1];
  if (bare !== undefined) return bare;
  const name = decode(hostname).toLowerCase();
  return /^[\x21-\x7e]*$/.test(name) ? name : domainToASCII(name);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw unreadable();
  }
}

function unreadable(): PaperboyError {
  return new PaperboyError('MAIL_CONFIG', 'the address in mail.smtp cannot be read', {
    hint: 'Write smtps://user:password@mail.example.org; in user and password, @ is %40 and % is %25.',
  });
}
