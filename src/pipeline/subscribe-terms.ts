/** How strangers may become readers here, as the pages need to know it. */
import { consentText } from '../subscribe/consent-wording.ts';
import type { App } from './app.ts';
import { takesSubscriptions } from './sign-up.ts';

export interface SubscribeTerms {
  /** Whether there is a form at all. */
  readonly isOpen: boolean;
  /** The words that a reader agrees to. */
  readonly consent: string;
}

export function subscribeTerms(app: App): SubscribeTerms {
  return { isOpen: takesSubscriptions(app), consent: consentText(app.config.values.title) };
}
