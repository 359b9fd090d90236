import { InputError } from '../../../core/input-error';
import { SINGLE_FILE } from '../../../core/safetensors/shards';
import { isOtherWeights } from './file-roles';

/** The error for a model without model.safetensors; says what it has instead, as far as `paths` show. */
export function missingWeights(paths: Iterable<string>): InputError {
  const other = [...paths].find(isOtherWeights);
  const reason =
    other === undefined
      ? 'the file is missing; a model needs its weights'
      : `the file is missing: this model has its weights only in another form (${other}); Kennel reads safetensors`;
  return new InputError(SINGLE_FILE, reason);
}
