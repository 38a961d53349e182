/** How much what trends counts beside what fits, as people write it: a percentage, or a share from 0 to 1. */

/**
 * `30%`, `30` or `0.3` as a share from 0 (only what fits) to 1 (only what trends); a bare number up to 1 is a share, so
 * that 1 is all. Kept to a tenth of a per cent. @throws Error whose message says what is expected.
 */
export function parseTrendShare(given: unknown): number {
  const written = typeof given === 'number' ? String(given) : given;
  const found =
    typeof written === 'string' ? /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*$/.exec(written) : null;
  const value = Number(found?.[1] ?? Number.NaN);
  const share = found?.[2] === '%' || value > 1 ? value / 100 : value;
  if (Number.isNaN(share) || share > 1) {
    throw new Error(
      'expected a percentage from 0% (only what fits you) to 100% (only what trends), such as 30%',
    );
  }
  return Math.round(share * 1_000) / 1_000;
}

/** What `parseTrendShare` reads as the same: `30%`. */
export function writeTrendShare(share: number): string {
  return `${Math.round(share * 1_000) / 10}%`;
}
