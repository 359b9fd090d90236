import { existsSync } from 'node:fs';
import { InputError } from '../core/input-error.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { ModelSource } from '../engine/protocol/model.ts';
import { inputFiles, type InputFile } from './input-files.ts';

export type ModelChoice =
  | { readonly kind: 'source'; readonly source: ModelSource }
  | { readonly kind: 'files'; readonly path: string; readonly files: readonly InputFile[] };

const HUB_ID = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/;

/**
 * What `--model` means: `pocket`, a folder or zip that is there, else an id on the Hub, whose access token comes
 * from the environment (never from a flag, which other users of the machine could read).
 */
export function modelChoice(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): ModelChoice {
  const { model, revision, endpoint } = settings;
  if (model === 'pocket') return { kind: 'source', source: { kind: 'pocket' } };
  if (existsSync(model)) return { kind: 'files', path: model, files: inputFiles(model) };
  if (!HUB_ID.test(model))
    throw new InputError('--model', `"${model}" is no folder or zip, and no id such as intfloat/e5-small-v2`);
  const token = environment['KENNEL_HUB_TOKEN'];
  const secret = token === undefined || token === '' ? {} : { token };
  return { kind: 'source', source: { kind: 'hub', id: model, revision, endpoint, ...secret } };
}
