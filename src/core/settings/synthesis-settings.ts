import type { Setting } from './setting';

export const SYNTHESIS_SETTINGS = {} as const satisfies Record<string, Setting>;
