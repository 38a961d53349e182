/** What became of one try to send: a value, never an exception. */

/** Where in the conversation it ended. */
export type Stage =
  | 'connect'
  | 'greeting'
  | 'ehlo'
  | 'tls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'dot';

export interface Reply {
  /** Three digits. */
  readonly code: number;
  /** `5.1.1`, where the server gave one. */
  readonly enhanced: string | null;
  /** The whole text on one line, at most 500 characters, without control characters. */
  readonly text: string;
}

export type SendOutcome =
  /** 2yz to the final dot. */
  | { readonly what: 'accepted'; readonly reply: Reply }
  /** 4yz or 5yz, wherever it came; nothing was delivered. */
  | { readonly what: 'refused'; readonly stage: Stage; readonly reply: Reply }
  /** No answer that could be read. `handed` is true where the body had begun: then a copy may exist. */
  | {
      readonly what: 'lost';
      readonly stage: Stage;
      readonly handed: boolean;
      readonly reason: string;
    }
  /** The hand-off was not allowed (claim gone, reader gone): no byte of the body was sent. */
  | { readonly what: 'withdrawn' }
  /** The hand-off could not be written: no byte of the body was sent, and nobody should go on. */
  | { readonly what: 'failed'; readonly error: unknown };

export interface Envelope {
  /** One plain address; VERP where a bounce domain is set. */
  readonly from: string;
  /** One plain address. */
  readonly to: string;
}

/** One way that mail goes out. */
export interface Channel {
  /** For people and for the breaker: `smtp://mail.example.org:587`, `outbox`; without user and password. */
  readonly route: string;
  /** A connection of its own; it connects at the first message. Never throws. */
  openLink(): Link;
}

export interface Link {
  /**
   * Sends one message and tells what became of it; never throws. `handOff` is awaited once, after the server said it
   * takes the body and before its first byte: false withdraws, an exception fails, and in both cases no byte is sent.
   */
  send(envelope: Envelope, message: Buffer, handOff: () => Promise<boolean>): Promise<SendOutcome>;
  /** Says good-bye where connected; waits at most a few seconds. */
  close(): Promise<void>;
}
