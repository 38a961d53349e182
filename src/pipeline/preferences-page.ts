/** What a reader sets by the link in every mail: the same words and rules as on the command line. */
import { isDay } from '../lib/days.ts';
import { maskAddress } from '../lib/mask-address.ts';
import { readToken, signToken } from '../lib/tokens.ts';
import type { Preferences, Subscriber } from '../model/subscriber.ts';
import type { Store } from '../store/store.ts';
import { readFormWords } from '../subscribe/form-words.ts';
import { readPreferences, writePreferences } from '../subscribe/preference-words.ts';
import { type App, today } from './app.ts';
import type { PreferenceForm, PreferencesView, Problem } from './desk-views.ts';

/** Null for a token that is none. */
export async function readerOf(store: Store, token: string): Promise<Subscriber | null> {
  const id = readToken(await store.secrets.known(), 'preferences', token);
  return id === null ? null : await store.subscribers.get(id);
}

async function viewOf(store: Store, reader: Subscriber): Promise<PreferencesView> {
  const { id, address, preferences, pausedUntil, state } = reader;
  // The link that brought the reader here was signed with one of them.
  const [key] = await store.secrets.known();
  const token = key === undefined ? null : signToken(key, 'unsubscribe', id);
  return {
    ...(token === null ? {} : { unsubscribe: `/unsubscribe/${token}` }),
    address: maskAddress(address),
    words: writePreferences(preferences),
    pausedUntil,
    state,
  };
}

/** Changes nothing. */
export async function lookUpPreferences(
  store: Store,
  token: string,
): Promise<PreferencesView | null> {
  const reader = await readerOf(store, token);
  return reader === null ? null : viewOf(store, reader);
}

/** All of it is saved, or nothing where a field has a problem: then the view has the words as they were typed. */
export async function savePreferences(
  store: Store,
  token: string,
  form: PreferenceForm,
): Promise<{ view: PreferencesView; problems: readonly Problem[] } | null> {
  if ((await readerOf(store, token)) === null) return null;
  return await store.transaction(async (tx) => {
    const reader = await readerOf(tx, token);
    if (reader === null) return null;
    const { preferences, problems } = readForm(form, reader.preferences);
    if (problems.length > 0) {
      const view = await viewOf(tx, reader);
      const known = Object.keys(view.words).filter((field) => Object.hasOwn(form, field));
      const typed = Object.fromEntries(known.map((field) => [field, form[field] ?? '']));
      return { view: { ...view, words: { ...view.words, ...typed } }, problems };
    }
    const saved = await tx.subscribers.setPreferences(reader.id, preferences);
    return { view: await viewOf(tx, saved ?? reader), problems };
  });
}

/** Fields with a problem keep what they had. */
export function readForm(
  form: PreferenceForm,
  before: Preferences,
): { preferences: Preferences; problems: readonly Problem[] } {
  const { words, problems: tooLong } = readFormWords(form);
  const { preferences, problems } = readPreferences(words, before);
  return { preferences, problems: [...tooLong, ...problems] };
}

/** No mail before the day; null or an empty text ends a pause. What is no day to come changes nothing. */
export async function pause(
  app: App,
  store: Store,
  token: string,
  until: string | null,
): Promise<PreferencesView | null> {
  const reader = await readerOf(store, token);
  if (reader === null) return null;
  const day = until === null || until.trim() === '' ? null : until.trim();
  if (day !== null && (!isDay(day) || day <= today(app))) return viewOf(store, reader);
  return viewOf(store, (await store.subscribers.pause(reader.id, day)) ?? reader);
}
