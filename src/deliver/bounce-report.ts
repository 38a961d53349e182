/** What a message that came back says: a report on a delivery, a complaint, or something else. */

/** RFC 3464: only `failed` is the end of a delivery that did not succeed. */
export type DsnAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

export interface DsnRecipient {
  /** Null where it is missing or no word of RFC 3464. */
  readonly action: DsnAction | null;
  /** `5.1.1` */
  readonly status: string | null;
  /** What the other server said, on one line, at most 500 characters. */
  readonly diagnostic: string | null;
  /** Final-Recipient and Original-Recipient in lower case, each also with its xtext decoded. */
  readonly addresses: readonly string[];
}

/** Whose mail a report is about. Anybody can write all of it: it proves nothing by itself. */
export interface ReportClues {
  /** Where the report was sent to, and the return addresses that it says the original mail had; in lower case. */
  readonly returnAddresses: readonly string[];
  /** With angle brackets. */
  readonly originalMessageId: string | null;
}

export type BounceReport =
  | (ReportClues & { readonly kind: 'dsn'; readonly recipients: readonly DsnRecipient[] })
  | (ReportClues & {
      readonly kind: 'arf';
      /** In lower case: `abuse`, `fraud`, `not-spam` … */
      readonly feedbackType: string;
      /** Original-Rcpt-To, in lower case; often withheld. */
      readonly recipients: readonly string[];
    })
  /** Nothing to act on: answers by machines, answers by people, receipts. */
  | (ReportClues & { readonly kind: 'other'; readonly isAutomatic: boolean });
