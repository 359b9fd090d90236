import type { Setting } from './setting';

export const ALIGNMENT_SETTINGS = {} as const satisfies Record<string, Setting>;
