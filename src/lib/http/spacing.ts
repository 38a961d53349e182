/** Hosts that are asked one request at a time, with a pause between. */

export interface Spacing {
  /** All hosts of it share one turn. */
  readonly name: string;
  /** Each with everything below it. */
  readonly hosts: readonly string[];
  /** Milliseconds from the end of one request to the beginning of the next. */
  readonly interval: number;
}

/** arXiv asks for no more than one request every three seconds, over one connection, for all of its services. */
export const usualSpacings: readonly Spacing[] = [
  { name: 'arxiv', hosts: ['arxiv.org'], interval: 3_000 },
];

/** The spacing of a host, or null where it may be asked at any time. */
export function spacingOf(host: string, spacings: readonly Spacing[]): Spacing | null {
  return (
    spacings.find(({ hosts }) =>
      hosts.some((known) => host === known || host.endsWith(`.${known}`)),
    ) ?? null
  );
}
