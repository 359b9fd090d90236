import { strToU8, zipSync } from 'fflate';
import { hubModels } from '../servers/hub-models.ts';

/** The golden micro encoder (2 layers, 32 wide, words word0 .. word39) as a zip, with some files replaced. */
export function microModelZip(changes: Readonly<Record<string, Uint8Array | string>> = {}): Buffer {
  const micro = hubModels().get('kennel/micro');
  if (micro === undefined) throw new Error('the test Hub has lost its micro model');
  const changed = Object.entries(changes).map(([path, content]): [string, Uint8Array] => [
    path,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries([...micro.files, ...changed])));
}
