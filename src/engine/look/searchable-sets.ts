import { chooseTestSplits } from '../../core/data/choose-test-splits';
import type { TestSplit } from '../../core/data/test-split';
import type { Settings } from '../../core/settings/settings';
import type { Session } from '../session/session';

/** The part of the session that decides what can be searched. */
export type OpenData = Pick<Session, 'training' | 'evaluations'>;

/** The sets whose corpus can be searched; chosen once for the data that are open, so that a corpus stays the same object. */
export class SearchableSets {
  #key: readonly unknown[] = [];
  #sets: readonly TestSplit[] = [];

  /** @throws Error when no data is open; InputError for a split that is not there */
  all({ training, evaluations }: OpenData, settings: Settings): readonly TestSplit[] {
    const { testSplit, heldOut, heldOutQueries, heldOutPassages, splitBy, splitSeed } = settings;
    const seed = splitSeed < 0 ? settings.seed : splitSeed;
    const key = [training, evaluations, testSplit, heldOut, heldOutQueries, heldOutPassages, splitBy, seed];
    if (key.length !== this.#key.length || key.some((part, i) => part !== this.#key[i])) {
      this.#sets = chooseTestSplits(training?.rows ?? [], evaluations, settings);
      this.#key = key;
    }
    if (this.#sets.length === 0)
      throw new Error('Load evaluation data, or training data whose passages can be searched.');
    return this.#sets;
  }

  /** @throws Error for a set that is not open; else as `all` */
  named(open: OpenData, name: string, settings: Settings): TestSplit {
    const sets = this.all(open, settings);
    const found = sets.find((set) => set.of === name);
    if (found) return found;
    throw new Error(`There is no set "${name}"; there are: ${sets.map((set) => `"${set.of}"`).join(', ')}.`);
  }

  clear(): void {
    this.#key = [];
    this.#sets = [];
  }
}
