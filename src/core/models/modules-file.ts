import * as v from 'valibot';
import { InputError } from '../input-error';
import { parseJsonFile } from './json-file';

const FILE = 'modules.json';

/** Where sentence-transformers keeps the pooling unless modules.json says otherwise. */
export const POOLING_FOLDER = '1_Pooling';

const modulesSchema = v.array(v.looseObject({ type: v.string(), path: v.optional(v.string(), '') }));

/** What modules.json says: the folder of the pooling, and whether embeddings are normalised afterwards. */
export interface Modules {
  readonly poolingPath: string;
  readonly normalise: boolean;
}

/** @throws InputError for any chain other than Transformer, Pooling and perhaps Normalize. */
export function parseModules(text: string): Modules {
  const parsed = v.safeParse(modulesSchema, parseJsonFile(FILE, text));
  if (!parsed.success) throw new InputError(FILE, 'this is not a list of modules');
  // Classes have moved between Python packages over the years; their own names have not changed.
  const [transformer, pooling, normalise, ...more] = parsed.output.map(({ type, path }) => ({
    name: type.split('.').at(-1) ?? '',
    path,
  }));
  const unexpected = (name: string): InputError =>
    new InputError(
      FILE,
      `this model has a part "${name}" that Kennel doesn't compute; it takes Transformer, Pooling and Normalize, in this order`,
    );
  if (transformer?.name !== 'Transformer') throw unexpected(transformer?.name ?? 'nothing');
  if (transformer.path !== '')
    throw new InputError(
      FILE,
      `the encoder lies in the folder "${transformer.path}"; Kennel expects it at the top`,
    );
  if (pooling?.name !== 'Pooling') throw unexpected(pooling?.name ?? 'nothing');
  if (normalise !== undefined && normalise.name !== 'Normalize') throw unexpected(normalise.name);
  if (more[0] !== undefined) throw unexpected(more[0].name);
  return { poolingPath: pooling.path.replace(/\/$/, ''), normalise: normalise !== undefined };
}
