import type { Setting } from './setting';

export const STUDY_SETTINGS = {} as const satisfies Record<string, Setting>;
