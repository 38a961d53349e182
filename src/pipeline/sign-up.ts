/** The form on the page: the same answer and the same work whoever has the address, and a bound on what it can send. */
import { PaperboyError } from '../lib/errors.ts';
import type { Store } from '../store/store.ts';
import { readFormWords } from '../subscribe/form-words.ts';
import { readPreferences } from '../subscribe/preference-words.ts';
import type { App } from './app.ts';
import { askByMail } from './ask-to-confirm.ts';
import type { Problem, SubscribeForm } from './desk-views.ts';
import { askWithinLimits, hasRoom } from './mail-limits.ts';
import { isOfDomains } from './may-move.ts';
import { readerAddress } from './subscribers.ts';

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
  const typed = readTypedAddress(form.address);
  const address = 'problem' in typed ? '' : typed.address;
  if ('problem' in typed) problems.unshift({ field: 'address', message: typed.problem });
  const refusal = address === '' ? null : whyRefused(app, address);
  if (refusal !== null) problems.unshift({ field: 'address', message: refusal });
  return { address, words, problems };
}

/** An address as it was typed into a form, or what is wrong with it. */
export function readTypedAddress(
  text: string,
): { readonly address: string } | { readonly problem: string } {
  try {
    return { address: readerAddress(text) };
  } catch (error) {
    if (!(error instanceof PaperboyError)) throw error;
    return { problem: text.trim() === '' ? 'Your mail address is needed.' : error.message };
  }
}

/** True where the page has a form at all. */
export function takesSubscriptions(app: App): boolean {
  const { baseUrl, subscribeMode } = app.config.values;
  return baseUrl !== null && subscribeMode !== 'closed';
}

function whyRefused(app: App, address: string): string | null {
  const { subscribeDomains: domains, title } = app.config.values;
  if (!takesSubscriptions(app)) return `${title} takes no subscriptions here.`;
  return isOfDomains(app, address)
    ? null
    : `${title} is for addresses at ${domains.join(', ') || 'no domain yet'}.`;
}

/**
 * Takes a form without problems. A robot's, or one beyond the limits, is dropped without a word.
 */
export async function signUp(
  app: App,
  store: Store,
  form: SubscribeForm,
  { address, words }: CheckedForm,
): Promise<void> {
  const isRobot = form.trap !== '' || (form.took !== null && form.took < leastTime);
  if (isRobot) return;
  const { preferences } = readPreferences(words);
  const asker = { address, client: form.client };
  // Looked at first without a lock: a flood that is over the limits keeps nobody from writing.
  if (!(await hasRoom(app, store, asker))) return;
  await store.transaction(async (tx) => {
    await askWithinLimits(app, tx, asker, async () => {
      const subscriberId = await tx.subscribers.idFor(address, preferences);
      await askByMail(app, tx, {
        ...{ kind: 'confirm', origin: 'form' },
        ...{ subscriberId, address, preferences },
      });
    });
  });
}
