/** One reader a kind of value: from what a file or the environment gives to what the program uses, or an error in words. */
import { readNetwork } from '../lib/client-address.ts';
import { cleanText } from '../lib/text.ts';
import {
  joinTopics,
  parseTopic,
  parseTopicList,
  type TopicList,
  weightedTopic,
} from '../model/topic-list.ts';
import { normaliseSchedule } from './schedule.ts';

/** One line of at most `longest` characters. */
export function text(longest: number): (given: unknown) => string {
  return (given) => {
    if (typeof given !== 'string' && typeof given !== 'number') throw new Error('expected a text');
    const value = cleanText(String(given));
    if (value === '' || value.length > longest)
      throw new Error(`expected a text of 1 to ${longest} characters`);
    return value;
  };
}

export function integer(least: number, most: number): (given: unknown) => number {
  return (given) => {
    const value = typeof given === 'string' && /^\s*\d+\s*$/.test(given) ? Number(given) : given;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new Error(`expected a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

export function boolean(given: unknown): boolean {
  const value = typeof given === 'string' ? given.trim().toLowerCase() : given;
  if (value === true || value === 'true' || value === 'yes' || value === 'on') return true;
  if (value === false || value === 'false' || value === 'no' || value === 'off') return false;
  throw new Error('expected true or false');
}

export function timezone(given: unknown): string {
  const value = text(80)(given);
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error('expected a time zone such as Europe/Zurich or UTC');
  }
}

/** A list; from the environment or a single line, separated by commas. */
export function list(given: unknown): readonly string[] {
  const parts = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(parts)) throw new Error('expected a list');
  return parts
    .map((part) => {
      if (typeof part !== 'string' && typeof part !== 'number')
        throw new Error('expected a list of texts');
      return cleanText(String(part));
    })
    .filter((part) => part !== '');
}

/** Addresses and networks, each in its usual form. */
export function networks(given: unknown): readonly string[] {
  return list(given).map(readNetwork);
}

/** A line in the topic grammar, or a list of such and of `name: weight`. */
export function topics(given: unknown): TopicList {
  if (typeof given === 'string') return parseTopicList(given);
  if (!Array.isArray(given)) throw new Error('expected a list of topics');
  return joinTopics(
    given.map((entry) => {
      if (typeof entry === 'string' || typeof entry === 'number') return parseTopic(String(entry));
      if (typeof entry !== 'object' || entry === null)
        throw new Error('expected a topic or “topic: weight”');
      return joinTopics(Object.entries(entry).map(([name, weight]) => weightedTopic(name, weight)));
    }),
  );
}

/** https, or http on this machine; without closing slash. */
export function baseUrl(given: unknown): string {
  const value = text(300)(given);
  const url = URL.canParse(value) ? new URL(value) : null;
  const local = url !== null && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (
    url === null ||
    (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) ||
    url.search !== ''
  ) {
    throw new Error('expected an https:// address without a query');
  }
  return url.href.replace(/#.*$/, '').replace(/\/+$/, '');
}

/** http or https, without a query; without closing slash. */
export function serviceAddress(given: unknown): string {
  const value = text(300)(given);
  const url = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null || url.search !== '' || url.username !== '' || url.password !== '') {
    throw new Error('expected an https:// address without a query');
  }
  return url.href.replace(/[?#].*$/, '').replace(/\/+$/, '');
}

export function searchLink(given: unknown): string {
  const value = text(300)(given);
  if (!/^https?:\/\//.test(value) || !value.includes('{title}')) {
    throw new Error('expected an address with {title} in it');
  }
  return value;
}

/** One plain mail address. */
export function address(given: unknown): string {
  const value = text(254)(given);
  if (!/^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/.test(value)) {
    throw new Error('expected one mail address such as you@example.org');
  }
  return value;
}

export function schedule(given: unknown): string {
  return normaliseSchedule(text(100)(given));
}

/** `HH:MM`, by the clock of the configured time zone. */
export function timeOfDay(given: unknown): string {
  const value = text(5)(given);
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)) throw new Error('expected a time such as 10:00');
  return value;
}

/** `smtp://` (STARTTLS, port 587) or `smtps://` (TLS from the start, port 465), with user and password where needed. */
export function smtpUrl(given: unknown): string {
  const value = text(500)(given);
  const url = /^smtps?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
  const isPlain =
    url !== null && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.hash === '';
  if (!isPlain || url.search !== '' || (url.username === '') !== (url.password === '')) {
    throw new Error(
      'expected an address such as smtps://user:password@mail.example.org (in user and password, write @ as %40)',
    );
  }
  return url.href;
}

/** A domain name of ASCII letters, digits and hyphens, in lower case. */
export function domain(given: unknown): string {
  const value = text(253)(given).toLowerCase();
  if (
    !/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(
      value,
    )
  ) {
    throw new Error('expected a name such as example.org');
  }
  return value;
}

export function oneOf<T extends string>(values: readonly T[]): (given: unknown) => T {
  return (given) => {
    const found = values.find((value) => value === given);
    if (found === undefined) throw new Error(`expected one of: ${values.join(', ')}`);
    return found;
  };
}

/** A private key in PEM; whether it can sign is tried when mail is to be sent. */
export function pem(given: unknown): string {
  if (typeof given !== 'string' || !given.includes('-----BEGIN ')) {
    throw new Error('expected a private key in PEM, beginning with -----BEGIN');
  }
  return given.trim();
}

/** What a service gave to be known by: it is sent in a header. */
export function key(given: unknown): string {
  const value = typeof given === 'string' ? given.trim() : '';
  if (!/^[\x21-\x7e]{1,1000}$/.test(value)) {
    throw new Error('expected a key of ASCII letters, digits and signs, without spaces');
  }
  return value;
}
