/** How strangers may become readers here, as the pages need to know it. */
import type { App } from './app.ts';

export interface SubscribeTerms {
  /** Whether there is a form at all. */
  readonly isOpen: boolean;
  /** The words that a reader agrees to. */
  readonly consent: string;
}

export function subscribeTerms(app: App): SubscribeTerms {
  const { baseUrl, title } = app.config.values;
  return {
    isOpen: baseUrl !== null,
    consent: `I want to get ${title} by mail, as I set it. I can leave with one click in every mail.`,
  };
}
