/** A desk that keeps everything in memory and notes every call that could change something: pages are tested apart from the store. */
import { PaperboyError } from '../../../src/lib/errors.ts';
import type {
  AddressView,
  ConfirmView,
  PreferenceForm,
  PreferencesView,
  Problem,
  SubscribeDesk,
  SubscribeForm,
  VotesView,
} from '../../../src/pipeline/subscribe-desk.ts';

export interface MemoryDesk extends SubscribeDesk {
  /** Every call of what is not a look, with what it was given. */
  readonly calls: (readonly [string, ...unknown[]])[];
  readonly forms: SubscribeForm[];
  words: PreferenceForm;
  /** The last votes there are. */
  cast: VotesView['latest'];
  /** What `preview` gives. */
  previewHtml: string;
  /** While true, every call fails as with a database that somebody else has. */
  isBusy: boolean;
}

export const goodToken = '1.1.0123456789abcdef';
export const paperKey = 'abcdef012345';
export const votedTitle = 'Folding <sails> & other cloth';

export const castVotes: VotesView['latest'] = [
  ...[
    { key: paperKey, title: votedTitle, url: 'https://papers.example/1?a=1&b=2' },
    { key: 'bbbbbbbbbbbb', title: 'مراسي القوارب الصغيرة', url: 'https://papers.example/2' },
  ].map((paper) => ({ ...paper, value: 1 as const, day: '2026-11-12', isImported: false })),
  {
    ...{ key: 'cccccccccccc', title: 'x'.repeat(700), url: null },
    ...{ value: -1, day: '2026-10-03', isImported: true },
  },
];

const states: Readonly<Record<string, ConfirmView>> = {
  ask: { what: 'ask', address: 'm…@quay.example' },
  already: { what: 'already', address: 'm…@quay.example' },
  waiting: { what: 'waiting', address: 'm…@quay.example' },
  old: { what: 'old' },
};

const addresses: Readonly<Record<string, AddressView>> = {
  ask: { what: 'ask', address: 'n…@harbour.example', from: 'm…@quay.example' },
  already: { what: 'already', address: 'n…@harbour.example' },
  taken: { what: 'taken', address: 'n…@harbour.example' },
  old: { what: 'old', canRefuse: true },
};

export function openMemoryDesk(): MemoryDesk {
  const calls: (readonly [string, ...unknown[]])[] = [];
  const forms: SubscribeForm[] = [];
  let pausedUntil: string | null = null;
  let value: 1 | -1 | 0 = 0;
  const isKnown = (token: string) => token === goodToken;

  const desk: MemoryDesk = {
    ...{ calls, forms, isBusy: false, previewHtml: '<p>Two papers about rope.</p>' },
    cast: castVotes,
    words: {
      ...{ topics: 'harbours: 2, tides', mute: '', authors: '', organizations: '', limit: '' },
      trend: '25%',
      ...{
        weekdays: 'mon-fri',
        hour: '07:30',
        zone: 'Europe/Lisbon',
        format: 'html',
        empty: 'skip',
      },
    },
    subscribe: async (form) => {
      forms.push(form);
      calls.push(['subscribe', form.address]);
      const problems = problemsOf(form.words);
      if (!form.address.includes('@')) {
        problems.unshift({ field: 'address', message: 'Your mail address is needed.' });
      }
      return problems.length === 0 ? { ok: true } : { ok: false, problems };
    },
    lookUpConfirm: async (token) => {
      if (desk.isBusy) throw new PaperboyError('STORE_BUSY', 'another process has the database');
      return states[token] ?? { what: 'unknown' };
    },
    confirm: async (token) => {
      calls.push(['confirm', token]);
      const found = states[token] ?? { what: 'unknown' };
      return found.what === 'ask' ? { ...found, what: 'done' } : found;
    },
    lookUpNever: async (token) => ({ what: isKnown(token) ? 'ask' : 'unknown' }),
    never: async (token) => {
      calls.push(['never', token]);
      return { what: isKnown(token) ? 'done' : 'unknown' };
    },
    preferences: async (token) => (isKnown(token) ? view() : null),
    savePreferences: async (token, words) => {
      calls.push(['save', words]);
      if (!isKnown(token)) return null;
      const problems = problemsOf(words);
      if (problems.length === 0) desk.words = { ...desk.words, ...words };
      return { view: view(), problems };
    },
    preview: async (token) => (isKnown(token) ? { html: desk.previewHtml, papers: 2 } : null),
    pause: async (token, until) => {
      calls.push(['pause', until]);
      if (!isKnown(token)) return null;
      pausedUntil = until;
      return view();
    },
    votes: async (token) => (isKnown(token) ? votesView() : null),
    forgetVotes: async (token, keys) => {
      calls.push(['forget', keys]);
      if (!isKnown(token)) return null;
      const before = desk.cast.length;
      desk.cast = desk.cast.filter(({ key }) => keys !== null && !keys.includes(key));
      return before - desk.cast.length;
    },
    askForDataLink: async (token) => {
      calls.push(['ask for data', token]);
    },
    lookUpData: async (token) =>
      isKnown(token) ? { address: 'm…@quay.example', canMove: true } : null,
    exportData: async (token) =>
      isKnown(token) ? { json: '{"address":"mia@quay.example"}\n' } : null,
    erase: async (token) => {
      calls.push(['erase', token]);
      return { what: isKnown(token) ? 'erased' : 'unknown' };
    },
    askToChangeAddress: async (token, { address, client }) => {
      calls.push(['ask to change', address, client]);
      if (!isKnown(token)) return { what: 'unknown' };
      return address.includes('@')
        ? { what: 'asked' }
        : { what: 'problem', message: 'Your mail address is needed.' };
    },
    lookUpAddress: async (token) => addresses[token] ?? { what: 'unknown' },
    changeAddress: async (token) => {
      calls.push(['change address', token]);
      const found = addresses[token] ?? { what: 'unknown' };
      return found.what === 'ask' ? { what: 'done', address: found.address } : found;
    },
    refuseAddress: async (token) => {
      calls.push(['refuse address', token]);
      return { what: token in addresses ? 'never' : 'unknown' };
    },
    lookUpVote: async (token, key) => (isKnown(token) && key === paperKey ? voteView() : null),
    vote: async (token, key, given) => {
      calls.push(['vote', given]);
      if (!isKnown(token) || key !== paperKey) return null;
      value = given;
      return voteView();
    },
    close: async () => {},
  };

  const voteView = () => ({ title: votedTitle, url: 'https://papers.example/1', value });
  const votesView = (): VotesView => ({
    liked: desk.cast.filter((one) => one.value === 1).length,
    disliked: desk.cast.filter((one) => one.value === -1).length,
    likes: [
      { words: ['sails', 'folding <cloth>'], papers: 12 },
      { words: [], papers: 4 },
      { words: ['قوارب', 'moorings'], papers: 2 },
    ],
    latest: desk.cast,
  });
  const view = (): PreferencesView => ({
    ...{ address: 'm…@quay.example', words: desk.words, pausedUntil },
    state: 'confirmed',
    unsubscribe: '/unsubscribe/1.1.x',
  });
  return desk;
}

function problemsOf(words: PreferenceForm): Problem[] {
  const isNumber = /^\d*$/.test(words.limit ?? '');
  return isNumber ? [] : [{ field: 'limit', message: 'expected a whole number from 1 to 200' }];
}
