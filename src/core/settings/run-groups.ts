import type { SettingGroup } from './setting';

/** Groups of settings that the figures of a training depend on. */
export const RUN_GROUPS = [
  'model',
  'data',
  'training',
  'mining',
  'evaluation',
  'device',
] as const satisfies readonly SettingGroup[];
