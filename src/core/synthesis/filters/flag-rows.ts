import { textHash } from '../../text/text-hash';
import type { SyntheticRow } from '../synthetic-row';
import { qualityFlags, type FilterSettings, type FlagName } from './quality-filters';

/** Rejects rows that are no good; knows the rows before, to find those that repeat one. */
export class RowFlagger {
  readonly #settings: FilterSettings;
  /** Hashes of the queries of evaluation data. */
  readonly #heldOut: ReadonlySet<number>;
  /** The row of each combination of texts. */
  readonly #known = new Map<number, string>();

  constructor(settings: FilterSettings, heldOut: ReadonlySet<number>, present: Iterable<SyntheticRow>) {
    this.#settings = settings;
    this.#heldOut = heldOut;
    for (const row of present)
      if (row.state === 'done' || row.state === 'accepted') this.#known.set(textsHash(row), row.id);
  }

  /** The row with its flags; rejected where it has some. Only rows that are done are looked at. */
  flag(row: SyntheticRow): SyntheticRow {
    if (row.state !== 'done') return row;
    const flags = this.#flagsOf(row);
    if (flags.length > 0) return { ...row, flags, state: 'rejected' };
    this.#known.set(textsHash(row), row.id);
    return row.flags.length === 0 ? row : { ...row, flags };
  }

  /**
   * A made row whose texts or filters have changed, with the flags that it has now. It is rejected with them, and no
   * longer without, unless a person decided.
   */
  flagAnew(row: SyntheticRow): SyntheticRow {
    if (row.state === 'waiting' || row.state === 'failed') return row;
    const open = liftRejection(row);
    return open.state === 'done' ? this.flag(open) : { ...open, flags: this.#flagsOf(open) };
  }

  #flagsOf(row: SyntheticRow): FlagName[] {
    const flags: FlagName[] = qualityFlags(row, this.#settings);
    if (row.flags.includes('cut-off')) flags.push('cut-off');
    if (row.flags.includes('leak') || this.#heldOut.has(textHash(row.query))) flags.push('leak');
    if ((this.#known.get(textsHash(row)) ?? row.id) !== row.id) flags.push('duplicate');
    if (row.flags.includes('round-trip')) flags.push('round-trip');
    return flags;
  }
}

/** The row before a filter rejected it. To be called before its flags are changed: they tell who did. */
export function liftRejection(row: SyntheticRow): SyntheticRow {
  return isRejectedByFilter(row) ? { ...row, state: 'done' } : row;
}

/** Whether no person, but a filter rejected the row. */
export function isRejectedByFilter({ state, decided, flags }: SyntheticRow): boolean {
  return state === 'rejected' && !decided && flags.length > 0;
}

function textsHash({ query, positive, synthetic }: SyntheticRow): number {
  return textHash(JSON.stringify([query, positive, synthetic]));
}
