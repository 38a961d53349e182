/** What the pages of subscribing need to know, beside the desk that does the work. */
import type { SubscribeDesk } from '../pipeline/subscribe-desk.ts';
import type { SheetSite } from '../render/sheet.ts';

export interface Subscribing {
  readonly desk: SubscribeDesk;
  /** The site's name. */
  readonly title: string;
  /** Whether the form for strangers is there. */
  readonly isOpen: boolean;
  /** The site's own time zone. */
  readonly timezone: string;
  /** The mail address of whoever runs it. */
  readonly operator: string | null;
  /** The words that readers agree to. */
  readonly consent: string;
  /** Networks whose word on the client's address is taken, as `readNetwork` gives them. */
  readonly trustedProxies: readonly string[];
}

/** The same with where the site is. */
export interface SubscribingSite extends Subscribing {
  readonly sheet: SheetSite;
  /** `https://host`; null where it is not known. */
  readonly origin: string | null;
}
