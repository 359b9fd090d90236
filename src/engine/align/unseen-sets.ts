import type { ChosenSets } from '../../core/data/choose-sets';
import { watchSet } from '../../core/data/watched-set';
import type { Settings } from '../../core/settings/settings';
import type { RunData } from '../session/trained-model';
import { unseenQueries } from '../session/unseen-queries';

/**
 * The sets without the questions that the weights before an alignment have seen, and notes that say so. Those that only
 * chose these weights may choose again, but they judge nothing.
 * @throws InputError when no question of a set is left
 */
export function unseenSets(
  chosen: ChosenSets,
  { seenQueries, trainedQueries }: Pick<RunData, 'seenQueries' | 'trainedQueries'>,
  settings: Settings,
): ChosenSets {
  const dev = unseenQueries(chosen.dev, trainedQueries);
  // Where one split chooses and judges, the notes say that this flatters.
  const flattered = chosen.dev.name === chosen.test.name;
  const test = unseenQueries(chosen.test, flattered ? trainedQueries : seenQueries);
  const others = chosen.others.map((other) => ({ other, ...unseenQueries(other.test, seenQueries) }));
  const seed = settings.splitSeed < 0 ? settings.seed : settings.splitSeed;
  return {
    ...chosen,
    dev: dev.set,
    test: test.set,
    others: others.map(({ other, set }) =>
      set === other.test ? other : watchSet(set, { ...settings, seed }),
    ),
    notes: [...chosen.notes, ...[dev, test, ...others].flatMap(({ notes }) => notes)],
  };
}
