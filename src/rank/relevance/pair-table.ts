/** Which pairs of neighbours are terms: asked for every two words of every paper, so it is a table of plain numbers. */

/** Open addressing, at most half full. Two numbers a pair; each pair once. */
export class PairTable {
  /** Two numbers a pair, in the order of their places. */
  readonly pairs: Int32Array;
  readonly #slots: Int32Array;
  readonly #shift: number;

  constructor(pairs: Int32Array) {
    this.pairs = pairs;
    const bits = Math.max(2, Math.ceil(Math.log2(pairs.length + 1)));
    this.#shift = 32 - bits;
    this.#slots = new Int32Array(2 ** bits).fill(-1);
    for (let place = 0; place < this.size; place++) {
      const slot = this.#slotOf(pairs[2 * place]!, pairs[2 * place + 1]!);
      this.#slots[slot] = place;
    }
  }

  get size(): number {
    return this.pairs.length / 2;
  }

  /** The place of a pair; −1 where it is not in the table. */
  placeOf(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)]!;
  }

  /** Where the pair is, or the first free slot after where it would be. */
  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> this.#shift;
    for (;;) {
      const place = slots[slot]!;
      if (place < 0 || (this.pairs[2 * place] === first && this.pairs[2 * place + 1] === second))
        return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  }
}
