/** Where the web server takes what strangers and readers ask for: subscribing, preferences, votes, and their data. */
import type { App } from './app.ts';
import {
  type AddressAsked,
  askToChangeAddress,
  changeAddressByLink,
  lookUpAddress,
  refuseAddress,
} from './change-address.ts';
import { confirmByLink, lookUpConfirm, lookUpNever, never } from './confirm-by-link.ts';
import { createDeskStore } from './desk-store.ts';
import type {
  AddressView,
  ConfirmView,
  PreferenceForm,
  PreferencesView,
  Problem,
  DataView as ReaderDataView,
  SubscribeForm,
  VotesView,
  VoteView,
} from './desk-views.ts';
import * as page from './preferences-page.ts';
import { keepPreviews } from './preview-digest.ts';
import { askForDataLink, eraseByLink, exportData, lookUpData } from './reader-data.ts';
import { checkForm, signUp } from './sign-up.ts';
import { keepTasteWords } from './taste-words.ts';
import { lookUpVote, vote } from './vote.ts';
import { forgetByLink, lookUpVotes } from './votes-page.ts';

export type { AddressAsked } from './change-address.ts';
export type * from './desk-views.ts';

export interface SubscribeDesk {
  /** Same work, same time, same answer whatever the address's state (R80): only says whether the form itself was readable. */
  subscribe(
    form: SubscribeForm,
  ): Promise<{ ok: true } | { ok: false; problems: readonly Problem[] }>;
  /** GET: changes nothing. */
  lookUpConfirm(token: string): Promise<ConfirmView>;
  confirm(token: string): Promise<ConfirmView>;
  /** "Not you? never mail me". */
  never(token: string): Promise<{ what: 'done' | 'unknown' }>;
  lookUpNever(token: string): Promise<{ what: 'ask' | 'unknown' }>;
  /** `token` of the purpose `preferences`, in every mail. */
  preferences(token: string): Promise<PreferencesView | null>;
  savePreferences(
    token: string,
    words: PreferenceForm,
  ): Promise<{ view: PreferencesView; problems: readonly Problem[] } | null>;
  /** Today's digest (a piece of HTML, see `renderPreview`) with these settings, nothing saved. */
  preview(token: string, words: PreferenceForm): Promise<{ html: string; papers: number } | null>;
  pause(token: string, until: string | null): Promise<PreferencesView | null>;
  /** `token` of the purpose `preferences`. GET: changes nothing. */
  votes(token: string): Promise<VotesView | null>;
  /** Of the papers `keys`, or all where it is null; returns of how many. */
  forgetVotes(token: string, keys: readonly string[] | null): Promise<number | null>;
  /** Mails a fresh link (1 h) for export and erasing (R79); always the same answer. */
  askForDataLink(token: string): Promise<void>;
  lookUpData(token: string): Promise<ReaderDataView | null>;
  exportData(token: string): Promise<{ json: string } | null>;
  erase(token: string): Promise<{ what: 'erased' | 'unknown' }>;
  /** Mails a link to the new address (R79), where mail may go there; the answer says nothing of that. `token` of the data. */
  askToChangeAddress(
    token: string,
    given: { readonly address: string; readonly client: string },
  ): Promise<AddressAsked>;
  lookUpAddress(token: string): Promise<AddressView>;
  changeAddress(token: string): Promise<AddressView>;
  /** "Not me: never mail me", of whoever has the new address. */
  refuseAddress(token: string): Promise<AddressView>;
  /** `token` of the purpose `vote`, over the subscriber's id. */
  lookUpVote(token: string, paperKey: string): Promise<VoteView | null>;
  vote(token: string, paperKey: string, value: 1 | -1): Promise<VoteView | null>;
  close(): Promise<void>;
}

/** Opens the store with the first request; close it at the end. */
export function openSubscribeDesk(app: App): SubscribeDesk {
  const { use, look, close } = createDeskStore(app);
  const tasteWords = keepTasteWords(app);
  const previews = keepPreviews(app);
  return {
    async subscribe(form) {
      const checked = checkForm(app, form);
      const { problems } = checked;
      if (problems.length > 0) return { ok: false, problems };
      await use((store) => signUp(app, store, form, checked));
      return { ok: true };
    },
    lookUpConfirm: (token) =>
      look((store) => lookUpConfirm(app, store, token), { what: 'unknown' }),
    confirm: (token) => look((store) => confirmByLink(app, store, token), { what: 'unknown' }),
    lookUpNever: (token) => look((store) => lookUpNever(store, token), { what: 'unknown' }),
    never: (token) => look((store) => never(store, token), { what: 'unknown' }),
    preferences: (token) => look((store) => page.lookUpPreferences(store, token), null),
    savePreferences: (token, words) =>
      look((store) => page.savePreferences(store, token, words), null),
    preview: (token, words) => look((store) => previews.show(store, token, words), null),
    pause: (token, until) => look((store) => page.pause(app, store, token, until), null),
    votes: (token) => look((store) => lookUpVotes(app, store, tasteWords, token), null),
    forgetVotes: (token, keys) => look((store) => forgetByLink(store, token, keys), null),
    askForDataLink: (token) => look((store) => askForDataLink(app, store, token), undefined),
    lookUpData: (token) => look((store) => lookUpData(app, store, token), null),
    exportData: (token) => look((store) => exportData(app, store, token), null),
    erase: (token) => look((store) => eraseByLink(app, store, token), { what: 'unknown' }),
    askToChangeAddress: (token, given) =>
      look((store) => askToChangeAddress(app, store, token, given), { what: 'unknown' }),
    lookUpAddress: (token) =>
      look((store) => lookUpAddress(app, store, token), { what: 'unknown' }),
    changeAddress: (token) =>
      look((store) => changeAddressByLink(app, store, token), { what: 'unknown' }),
    refuseAddress: (token) =>
      look((store) => refuseAddress(app, store, token), { what: 'unknown' }),
    lookUpVote: (token, key) => look((store) => lookUpVote(app, store, token, key), null),
    vote: (token, key, value) => look((store) => vote(app, store, token, key, value), null),
    close,
  };
}
