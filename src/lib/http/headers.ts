/** Reading an answer's headers: the first of a kind, validators that can be sent back, the server's clock. */
import type { Validators } from './result.ts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first header of that name (in lower case), or null. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** All headers of that name as one list. */
export function listOf(headers: Headers, name: string): string {
  return [headers[name] ?? []].flat().join(',');
}

/** The validators of an answer; what could not be sent back as it came is left out. */
export function validatorsOf(headers: Headers, from: string): Validators {
  return {
    etag: sendable(headerOf(headers, 'etag')),
    lastModified: sendable(headerOf(headers, 'last-modified')),
    from,
  };
}

function sendable(value: string | null): string | null {
  return value !== null && /^[\x21-\x7e]([\x20-\x7e]{0,1000}[\x21-\x7e])?$/.test(value)
    ? value
    : null;
}

/** An HTTP date in milliseconds since 1970, or null. Anything else that JavaScript takes for a date is refused. */
export function readHttpDate(text: string | null): number | null {
  if (text === null || !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return null;
  const moment = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(moment) ? null : moment;
}

export function dateOf(headers: Headers): string | null {
  const moment = readHttpDate(headerOf(headers, 'date'));
  return moment === null ? null : new Date(moment).toISOString();
}

/**
 * How long the server asks to wait, in milliseconds, or null. A date is held against the server's own clock where it
 * shows one, else against `now`.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const text = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), 1e9) * 1_000;
  const until = readHttpDate(text);
  if (until === null) return null;
  return Math.max(0, until - (readHttpDate(headerOf(headers, 'date')) ?? now));
}
