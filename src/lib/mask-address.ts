/** A mail address that its owner knows again, and that tells nobody else. */

/** `jane@example.org` becomes `j…@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, Math.max(at, 0));
  return `${first}…${address.slice(Math.max(at, 0))}`;
}
