/** The address under which arXiv's query API tells of papers by their ids, many in one request. */
import type { PaperId } from '../../model/paper-id.ts';

/** More in one request make an address too long for servers on the way. */
export const mostIds = 100;

/**
 * The address to ask for the papers named `ids` (at most `mostIds`; all of arXiv), in any version.
 * @param base the API's own address, without a query.
 */
export function idsAddress(base: string, ids: readonly PaperId[]): string {
  if (ids.length === 0 || ids.length > mostIds) {
    throw new RangeError(`${ids.length} ids are not 1 to ${mostIds}`);
  }
  const names = ids.map((id) => {
    if (!id.startsWith('arxiv:')) throw new RangeError(`${id} is no arXiv id`);
    return id.slice('arxiv:'.length);
  });
  // Without max_results only the first ten come.
  return `${base}?id_list=${names.join(',')}&max_results=${names.length}`;
}
