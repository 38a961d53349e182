/** Hosts that asked to be left alone, by name; the store keeps them over restarts, this keeps them in memory. */

export interface CoolDown {
  /** Until when, in milliseconds since 1970; null or past when the host may be asked. */
  coolDownUntil(name: string): Promise<number | null>;
  startCoolDown(name: string, until: number): Promise<void>;
}

export function createMemoryCoolDown(): CoolDown {
  const wishes = new Map<string, number>();
  return {
    coolDownUntil: async (name) => wishes.get(name) ?? null,
    startCoolDown: async (name, until) => {
      wishes.set(name, until);
    },
  };
}
