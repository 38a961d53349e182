/** What turns texts into vectors. There need be none: whoever uses vectors takes what there is. */

export interface Embedder {
  /** What its vectors are kept under: those of different names are never compared. */
  readonly model: string;
  /** How many texts it takes at once at most. */
  readonly most: number;
  /**
   * One vector a text, in their order, all of one length and of finite numbers, not yet of length 1. What it does not
   * get done before `signal` aborts is lost.
   * @throws PaperboyError where the embedder cannot work, or answers what it must not; the signal's reason.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  /** Gives back what it holds (connections, a thread with the model). It may be used again. */
  close(): Promise<void>;
}
