/** Counts by name, in the order in which the names came. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(names: readonly string[]): void {
    for (const name of names) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  list(): { readonly name: string; readonly count: number }[] {
    return [...this.#counts].map(([name, count]) => ({ name, count }));
  }
}
