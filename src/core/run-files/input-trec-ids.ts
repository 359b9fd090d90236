import { InputError } from '../input-error';
import { createTrecIds } from '../results/trec-id';

/** `createTrecIds` for the ids of an input, which is to blame where two would come out the same. */
export function createInputTrecIds(file: string): (id: string) => string {
  const ids = createTrecIds();
  return (id) => {
    try {
      return ids(id);
    } catch (error) {
      throw new InputError(file, error instanceof Error ? error.message : String(error));
    }
  };
}
