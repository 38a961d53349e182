/** Where gates are kept, one row a name: the store's rows hold over processes, those here in this one alone. */

export interface Taking {
  readonly name: string;
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly holdFor: number;
  readonly interval: number;
}

/** `held`: somebody has it now and may give it back early; `readyAt`: when it is free at the latest. */
export type GateTurn = 'taken' | { readonly held: boolean; readonly readyAt: number };

/** `take` is one step: of two takers one gets it. `giveBack` frees it from `nextAt` on, unless the owner lost it. */
export interface GateRows {
  take(taking: Taking): Promise<GateTurn>;
  giveBack(name: string, owner: string, nextAt: number): Promise<void>;
}

/** No lease is longer, so one that ends later was written before the clock was set back. Milliseconds. */
export const longestHold = 30 * 60_000;

/** A gate's queue lets one in at a time, so only the pause is left to be kept. */
export function createMemoryGateRows(): GateRows {
  const ready = new Map<string, number>();
  return {
    take: async ({ name, now }) => {
      const readyAt = ready.get(name) ?? now;
      return readyAt > now && readyAt <= now + longestHold ? { held: false, readyAt } : 'taken';
    },
    giveBack: async (name, _owner, nextAt) => {
      ready.set(name, nextAt);
    },
  };
}
