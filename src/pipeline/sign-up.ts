/** The form on the page: the same answer and the same work whoever has the address, and a bound on what it can send. */
import { PaperboyError } from '../lib/errors.ts';
import { networkOf } from '../lib/http/client-network.ts';
import type { SignUpCounts } from '../store/sign-ups.ts';
import type { Store } from '../store/store.ts';
import { readFormWords } from '../subscribe/form-words.ts';
import { readPreferences } from '../subscribe/preference-words.ts';
import { type App, today } from './app.ts';
import { askByMail } from './ask-to-confirm.ts';
import type { Problem, SubscribeForm } from './desk-views.ts';
import { planNotices } from './operator-notices.ts';
import { readerAddress } from './subscribers.ts';

/** Mails that the form sends at most; all together is `subscribe.perHour`. */
const most = { addressDay: 1, addressMonth: 3, networkHour: 20 } as const;

/** No person reads and fills a form in less, in milliseconds. */
const leastTime = 1_500;

export interface CheckedForm {
  readonly address: string;
  readonly words: ReturnType<typeof readFormWords>['words'];
  readonly problems: readonly Problem[];
}

/** What is wrong with the form itself; says nothing of who has the address. */
export function checkForm(app: App, form: SubscribeForm): CheckedForm {
  const problems: Problem[] = [];
  const { words, problems: tooLong } = readFormWords(form.words);
  problems.push(...tooLong, ...readPreferences(words).problems);
  let address = '';
  try {
    address = readerAddress(form.address);
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    const message = form.address.trim() === '' ? 'Your mail address is needed.' : error.message;
    problems.unshift({ field: 'address', message });
  }
  const refusal = address === '' ? null : whyRefused(app, address);
  if (refusal !== null) problems.unshift({ field: 'address', message: refusal });
  return { address, words, problems };
}

/** True where the page has a form at all. */
export function takesSubscriptions(app: App): boolean {
  const { baseUrl, subscribeMode } = app.config.values;
  return baseUrl !== null && subscribeMode !== 'closed';
}

function whyRefused(app: App, address: string): string | null {
  const { subscribeMode: mode, subscribeDomains: domains, title } = app.config.values;
  if (!takesSubscriptions(app)) return `${title} takes no subscriptions here.`;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return mode === 'domains' && !domains.includes(domain)
    ? `${title} is for addresses at ${domains.join(', ') || 'no domain yet'}.`
    : null;
}

/**
 * Takes a form without problems. A robot's, or one beyond the limits, is dropped without a word; the limits know mails
 * asked for, and nothing of readers.
 */
export async function signUp(
  app: App,
  store: Store,
  form: SubscribeForm,
  { address, words }: CheckedForm,
): Promise<void> {
  const isRobot = form.trap !== '' || (form.took !== null && form.took < leastTime);
  if (isRobot) return;
  const network = networkOf(form.client);
  const { preferences } = readPreferences(words);
  const { subscribePerHour: perHour } = app.config.values;
  // Looked at first without a lock: a flood that is over the limits keeps nobody from writing.
  if (isOver(await store.signUps.count(address, network), perHour)) return;
  await store.transaction(async (tx) => {
    const counts = await tx.signUps.count(address, network);
    if (isOver(counts, perHour)) return;
    await tx.signUps.note(address, network);
    const subscriberId = await tx.subscribers.idFor(address, preferences);
    await askByMail(app, tx, {
      ...{ kind: 'confirm', origin: 'form' },
      ...{ subscriberId, address, preferences },
    });
    if (counts.allHour + 1 >= perHour) {
      const notice = `${perHour} people asked to subscribe within an hour, which is the most (subscribe.perHour): more are dropped for now.`;
      await planNotices(app, tx, today(app), [notice]);
    }
  });
}

function isOver(counts: SignUpCounts, perHour: number): boolean {
  return (
    counts.addressDay >= most.addressDay ||
    counts.addressMonth >= most.addressMonth ||
    counts.networkHour >= most.networkHour ||
    counts.allHour >= perHour
  );
}
