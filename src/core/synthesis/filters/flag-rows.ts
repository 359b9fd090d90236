import { textHash } from '../../text/text-hash';
import type { SyntheticRow } from '../synthetic-row';
import { qualityFlags, type FilterSettings, type FlagName } from './quality-filters';

/** Sets rows aside that are no good; knows the rows before, to find those that repeat one. */
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
    const flags: FlagName[] = qualityFlags(row, this.#settings);
    if (row.flags.includes('cut-off')) flags.push('cut-off');
    if (this.#heldOut.has(textHash(row.query))) flags.push('leak');
    const hash = textsHash(row);
    if ((this.#known.get(hash) ?? row.id) !== row.id) flags.push('duplicate');
    if (flags.length === 0) {
      this.#known.set(hash, row.id);
      return row.flags.length === 0 ? row : { ...row, flags };
    }
    return { ...row, flags, state: 'rejected' };
  }
}

function textsHash({ query, positive, synthetic }: SyntheticRow): number {
  return textHash(JSON.stringify([query, positive, synthetic]));
}
