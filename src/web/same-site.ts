/** Tells forms of this site from those that a page of another site sends in its visitor's name. */

/**
 * By what browsers say of themselves; programs say nothing and are let through.
 * @param origin of this site, `https://host`; where it is not known, the host that was asked counts.
 */
export function isFromElsewhere(headers: Headers, origin: string | null): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const from = headers.get('origin');
  // Older browsers say `null` on our own pages, which name no referrer.
  if (from === null || from === 'null') return false;
  if (from === origin) return false;
  return !URL.canParse(from) || new URL(from).host !== headers.get('host');
}
