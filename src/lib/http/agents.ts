/** The connections kept for a client: one pool for the public internet, one for hosts allowed to be private. */
import { lookup } from 'node:dns/promises';
import { Agent } from 'undici';
import { type Connecting, createConnector, type Lookup } from './connect.ts';
import { dial } from './dial.ts';
import { HttpStop } from './http-stop.ts';

export interface Agents {
  /** Refuses every address that is not public. */
  readonly guarded: Agent;
  /** Connects wherever the name leads. Kept apart, so that no connection of it is used for a host not allowed. */
  readonly open: Agent;
  readonly close: () => Promise<void>;
}

export type Ways = Pick<Connecting, 'timeout'> &
  Partial<Pick<Connecting, 'lookup' | 'dial' | 'ca'>>;

const lookUp: Lookup = (host) => lookup(host, { all: true });

/** Proxy settings of the environment are not read: a proxy would connect where nothing can be checked. */
export function createAgents(ways: Ways): Agents {
  const closing = new AbortController();
  const agent = (publicOnly: boolean) =>
    new Agent({
      connections: 4,
      connect: createConnector({
        lookup: lookUp,
        dial,
        ...ways,
        publicOnly,
        signal: closing.signal,
      }),
    });
  const [guarded, open] = [agent(true), agent(false)];
  return {
    guarded,
    open,
    close: async () => {
      const stop = new HttpStop('stopped', 'the program is ending');
      closing.abort(stop);
      await Promise.all([guarded.destroy(stop), open.destroy(stop)]);
    },
  };
}
