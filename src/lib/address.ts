/** Web addresses from listings: kept only when a browser would open them as http or https. */

/** The address normalised, or null when it is missing, relative, or of another scheme (`javascript:`, `data:` …). */
export function httpAddress(text: string | null | undefined): string | null {
  if (!text || text.length > 2_000) return null;
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
