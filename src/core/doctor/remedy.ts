/** A text of a row that a remedy acts on. A synthetic passage is moved to the negatives, the others are left out. */
export type TreatedPart = 'positive' | 'negative' | 'synthetic';

const PARTS: readonly TreatedPart[] = ['positive', 'negative', 'synthetic'];

/** What a fix does to the rows, as row numbers: found once, applied and undone without reading the rows again. */
export class Remedy {
  /** Rows to leave out. */
  readonly rows: number[] = [];
  /** Row, then code of the text, in turn. */
  readonly #texts: number[] = [];
  /** A later row, then an earlier one, in turn: the later is left out where the earlier is kept. */
  readonly #repeats: number[] = [];

  leaveOutText(row: number, part: TreatedPart, at: number): void {
    this.#texts.push(row, at * PARTS.length + PARTS.indexOf(part));
  }

  leaveOutRepeat(later: number, earlier: number): void {
    this.#repeats.push(later, earlier);
  }

  *texts(): Iterable<{ readonly row: number; readonly part: TreatedPart; readonly at: number }> {
    for (let i = 0; i < this.#texts.length; i += 2) {
      const code = this.#texts[i + 1] ?? 0;
      const part = PARTS[code % PARTS.length] ?? 'positive';
      yield { row: this.#texts[i] ?? 0, part, at: Math.floor(code / PARTS.length) };
    }
  }

  *repeats(): Iterable<{ readonly later: number; readonly earlier: number }> {
    for (let i = 0; i < this.#repeats.length; i += 2)
      yield { later: this.#repeats[i] ?? 0, earlier: this.#repeats[i + 1] ?? 0 };
  }
}
