/** Whether this machine's clock may be believed: a wrong one would send old mail, or the same day's twice. */
import { addDays } from '../lib/days.ts';
import { isAddress } from '../lib/read-document.ts';
import { placeOn } from '../model/source.ts';
import type { Store } from '../store/store.ts';
import { type App, openHttpClient, today } from './app.ts';

/** No clock that shows less can be right: this program did not exist then. UTC ISO text. */
const writtenAt = '2026-01-01T00:00:00.000Z';

/** Milliseconds by which the clock may be set back, by which it may leap, and by which it may differ from a server's. */
const mostBack = 5 * 60_000;
const mostAhead = 48 * 3_600_000;
const mostApart = 10 * 60_000;

/** How far before its last tick a clock is that was corrected at last, in days: then it counts anew. */
const forgotten = 1;

export interface ClockState {
  /** Why nothing may be prepared or sent, in words; null where the clock is believed. */
  readonly suspect: string | null;
  /** What the operator should know though it is believed. */
  readonly note: string | null;
}

/**
 * Compares the clock with the last time it was looked at, and keeps it where it is believed. After a leap ahead of more
 * than two days one web source is asked what time it is; where there is none to ask, the clock is believed.
 */
export async function checkClock(app: App, store: Store): Promise<ClockState> {
  const now = app.now();
  const lastText = await store.meta.get('last-tick');
  const last = lastText === null ? null : new Date(lastText);
  const suspect = await findSuspicion(app, store, now, last);
  if (suspect.suspect !== null) {
    await store.meta.set('clock-suspect', suspect.suspect);
    return suspect;
  }
  // Never back by small steps: a clock that loses some minutes now and then would lose hours unseen.
  if (last === null || now > last || now.getTime() < last.getTime() - mostBack) {
    await store.meta.set('last-tick', now.toISOString());
  }
  await store.meta.remove('clock-suspect');
  return suspect;
}

/** A person has looked at the clock: it counts anew from here, whatever it showed before. */
export async function believeClock(store: Store): Promise<void> {
  if ((await store.meta.get('clock-suspect')) === null) return;
  await store.meta.remove('last-tick');
  await store.meta.remove('clock-suspect');
}

async function findSuspicion(
  app: App,
  store: Store,
  now: Date,
  last: Date | null,
): Promise<ClockState> {
  if (now.toISOString() < writtenAt) {
    return suspicious(`the clock shows ${now.toISOString()}, before this program was written`);
  }
  if (last === null) return believed;
  const ahead = now.getTime() - last.getTime();
  if (ahead < -mostBack) {
    const back = `the clock shows ${now.toISOString()}, but has shown ${last.toISOString()} before`;
    const isRight = ahead < -forgotten * 86_400_000 && (await agrees(app, store, now)) === true;
    return isRight
      ? { suspect: null, note: `${back}; a source confirms the earlier time` }
      : suspicious(back);
  }
  if (ahead <= mostAhead) return believed;
  const leap = `the clock leapt from ${last.toISOString()} to ${now.toISOString()}`;
  switch (await agrees(app, store, now)) {
    case true:
      return { suspect: null, note: null };
    case false:
      return suspicious(`${leap}, and no source says that this is the time`);
    default:
      return {
        suspect: null,
        note: `${leap}; it is believed, as no web source could be asked (if this machine was off in between, all is well)`,
      };
  }
}

const believed: ClockState = { suspect: null, note: null };

function suspicious(suspect: string): ClockState {
  return { suspect, note: null };
}

/** Whether a web source's clock shows the same; null where none is configured. */
async function agrees(app: App, store: Store, now: Date): Promise<boolean | null> {
  const { sources } = app.config.values;
  const addresses = sources.flatMap(({ places, allowPrivate }) =>
    places.filter(isAddress).map((place) => ({ place, allowHost: allowPrivate })),
  );
  if (addresses.length === 0) return null;
  let agreed = false;
  const client = await openHttpClient(app, store, (serverTime) => {
    agreed ||= Math.abs(serverTime - now.getTime()) <= mostApart;
  });
  try {
    for (const { place, allowHost } of addresses) {
      await client.get(placeOn(place, addDays(today(app), -1)), { allowHost });
      if (agreed) return true;
    }
    return false;
  } finally {
    await client.close();
  }
}
