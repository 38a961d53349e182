/** What browsers may do with a page: show it with its own styles, and nothing else. */
import { createHash } from 'node:crypto';

/**
 * The headers of every answer; `html` is the page, where it is one: only the styles that stand in it are applied.
 * `forms` is where its forms may be sent to.
 */
export function securityHeaders(
  html: string | null,
  forms: "'none'" | "'self'" = "'none'",
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    ...styleRules(html),
    "base-uri 'none'",
    `form-action ${forms}`,
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'browsing-topics=()',
  };
}

function styleRules(html: string | null): string[] {
  const styles = [...(html ?? '').matchAll(/<style>([\s\S]*?)<\/style>/g)];
  if (styles.length === 0) return [];
  const hashes = styles.map(([, style = '']) => {
    return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  });
  return [`style-src ${hashes.join(' ')}`];
}
