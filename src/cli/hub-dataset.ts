import { parseDatasetName } from '../core/formats/hub-data/dataset-name.ts';
import { InputError } from '../core/input-error.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { DataSource } from '../engine/protocol/data.ts';

export type HubDataset = Extract<DataSource, { kind: 'hub' }>;

/**
 * The data set of the Hub that `--data hf:OWNER/NAME` names; undefined where `--data` names files. As for models, an
 * access token comes from the environment.
 * @throws InputError when the name is none, or more is given beside it
 */
export function hubDataset(
  paths: readonly string[],
  { endpoint }: Pick<Settings, 'endpoint'>,
  environment: Readonly<Record<string, string | undefined>>,
): HubDataset | undefined {
  const named = paths.find((path) => path.startsWith('hf:'));
  if (named === undefined) return undefined;
  if (paths.length > 1)
    throw new InputError('--data', `"${named}" is a data set of the Hub, which is given alone`);
  const token = environment['KENNEL_HUB_TOKEN'];
  const secret = token === undefined || token === '' ? {} : { token };
  return { kind: 'hub', ...parseDatasetName(named), endpoint, ...secret };
}
