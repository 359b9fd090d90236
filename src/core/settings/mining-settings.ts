import type { Setting } from './setting';

export const MINING_SETTINGS = {} as const satisfies Record<string, Setting>;
