/** How many mails people can have sent to addresses that they type into a form: the bound, whoever has the address. */
import { networkOf } from '../lib/http/client-network.ts';
import type { SignUpCounts } from '../store/sign-ups.ts';
import type { Store } from '../store/store.ts';
import { type App, today } from './app.ts';
import { planNotices } from './operator-notices.ts';

/** Mails that the forms send at most; all together is `subscribe.perHour`. */
const most = { addressDay: 1, addressMonth: 3, networkHour: 20 } as const;

/** To whom a mail would go, and the address of the client that asks for it. */
export interface Asker {
  readonly address: string;
  readonly client: string;
}

/** Whether one more may be sent. Changes nothing. */
export async function hasRoom(app: App, store: Store, { address, client }: Asker) {
  const counts = await store.signUps.count(address, networkOf(client));
  return !isOver(counts, app.config.values.subscribePerHour);
}

/**
 * Does `ask`, which plans one mail, and counts it; where the limits are reached it does nothing, and says nothing of
 * it. They know mails asked for, and nothing of readers. To be called in a transaction.
 */
export async function askWithinLimits(
  app: App,
  store: Store,
  { address, client }: Asker,
  ask: () => Promise<void>,
): Promise<void> {
  const network = networkOf(client);
  const { subscribePerHour: perHour } = app.config.values;
  const counts = await store.signUps.count(address, network);
  if (isOver(counts, perHour)) return;
  await store.signUps.note(address, network);
  await ask();
  if (counts.allHour + 1 >= perHour) {
    const notice = `${perHour} people asked to subscribe, or to change their address, within an hour, which is the most (subscribe.perHour): more are dropped for now.`;
    await planNotices(app, store, today(app), [notice]);
  }
}

function isOver(counts: SignUpCounts, perHour: number): boolean {
  return (
    counts.addressDay >= most.addressDay ||
    counts.addressMonth >= most.addressMonth ||
    counts.networkHour >= most.networkHour ||
    counts.allHour >= perHour
  );
}
