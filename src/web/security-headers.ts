/** What browsers may do with a page: show it with its own styles, run the one script it is known for, and nothing else. */
import { createHash } from 'node:crypto';

export interface HeaderOptions {
  /** Where forms of the page may be sent to. */
  readonly forms?: "'none'" | "'self'";
  /** Source texts that may run: given by who made the page, never found in it. */
  readonly scripts?: readonly string[];
  /** `same-origin` lets the browser tell this site alone which page a form is from. */
  readonly referrer?: 'no-referrer' | 'same-origin';
}

/** The headers of every answer; `html` is the page, where it is one: only the styles that stand in it are applied. */
export function securityHeaders(
  html: string | null,
  { forms = "'none'", scripts = [], referrer = 'no-referrer' }: HeaderOptions = {},
): Record<string, string> {
  const styles = [...(html ?? '').matchAll(/<style>([\s\S]*?)<\/style>/g)];
  const policy = [
    "default-src 'none'",
    ...rule(
      'style-src',
      styles.map(([, style = '']) => style),
    ),
    ...rule('script-src', scripts),
    "base-uri 'none'",
    `form-action ${forms}`,
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': referrer,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'browsing-topics=()',
  };
}

function rule(name: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const hashes = texts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [`${name} ${hashes.join(' ')}`];
}
