/** The turnstile before spaced hosts: first come first served in a process, a lease in shared rows between processes. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryGateRows, type GateRows, longestHold } from './gate-rows.ts';
import { orAborted } from './or-aborted.ts';
import { type Spacing, spacingOf, usualSpacings } from './spacing.ts';

export interface Pass {
  /** To be called when the request is over, with its connection. Again: does nothing. */
  readonly release: () => Promise<void>;
}

export interface Gate {
  /** Hosts of one name are one to a gate and to a cool-down. */
  nameOf(host: string): string;
  /**
   * Waits for the turn of a spaced host; null at once for any other. The holder must have ended its request within
   * `holdFor` milliseconds of passing, for then the turn may go to another. Rejects when `signal` aborts the waiting.
   */
  pass(
    host: string,
    options: { readonly holdFor: number; readonly signal?: AbortSignal },
  ): Promise<Pass | null>;
}

/** How often a gate held by another process is tried, in milliseconds. */
const knock = 100;

interface GateOptions {
  readonly spacings?: readonly Spacing[];
  /** Shared between processes where they are the store's; in memory unless given. */
  readonly rows?: GateRows;
  readonly clock?: () => number;
}

export function createGate({
  spacings = usualSpacings,
  rows = createMemoryGateRows(),
  clock = Date.now,
}: GateOptions = {}): Gate {
  const owner = randomUUID();
  const queues = new Map<string, Promise<void>>();

  /** Resolves when all who came before have left; the result leaves. */
  async function queue(name: string, signal: AbortSignal | undefined): Promise<() => void> {
    const before = queues.get(name) ?? Promise.resolve();
    let leave = () => {};
    const mine = new Promise<void>((resolve) => {
      leave = resolve;
    });
    queues.set(
      name,
      before.then(() => mine),
    );
    try {
      await (signal ? orAborted(before, signal) : before);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  async function take({ name, interval }: Spacing, holdFor: number, signal?: AbortSignal) {
    for (;;) {
      signal?.throwIfAborted();
      const now = clock();
      const turn = await rows.take({
        name,
        owner,
        now,
        holdFor: Math.min(holdFor, longestHold - interval),
        interval,
      });
      if (turn === 'taken') return;
      const wait = Math.max(1, turn.readyAt - now);
      await sleep(turn.held ? Math.min(wait, knock) : wait, undefined, signal && { signal }).catch(
        (error: unknown) => {
          throw signal?.aborted ? signal.reason : error;
        },
      );
    }
  }

  return {
    nameOf: (host) => spacingOf(host, spacings)?.name ?? host,
    pass: async (host, { holdFor, signal }) => {
      const spacing = spacingOf(host, spacings);
      if (spacing === null || spacing.interval === 0) return null;
      const leave = await queue(spacing.name, signal);
      try {
        await take(spacing, holdFor, signal);
      } catch (error) {
        leave();
        throw error;
      }
      let released = false;
      return {
        release: async () => {
          if (released) return;
          released = true;
          try {
            await rows.giveBack(spacing.name, owner, clock() + spacing.interval);
          } finally {
            leave();
          }
        },
      };
    },
  };
}
