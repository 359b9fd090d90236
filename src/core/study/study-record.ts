import type { Settings } from '../settings/settings';
import type { StudyDesign } from './design-study';
import { cellCommands, type StudySources } from './reproduce';
import type { StudyCell } from './study-cell';
import type { StudyTable, StudyTableRow } from './study-table';

/** What a study's files are made of. */
export interface StudyRecord {
  readonly table: StudyTable;
  readonly design: StudyDesign;
  /** Of all cells; what a row changes is in the design. */
  readonly settings: Settings;
  readonly model: string;
  readonly backend: string;
  /** Fingerprint of the rows that the first seed trained on. */
  readonly dataHash: string;
  readonly sources: StudySources;
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly cells: readonly StudyCell[];
}

/** Of each seed of a row, the commands that give its figures by themselves, one after the other; none for a baseline. */
export function commandsOf({ design, settings, sources }: StudyRecord, row: StudyTableRow): string[][] {
  const planned = design.rows.find(({ id }) => id === row.id);
  const run = design.runs.find(({ id }) => id === planned?.run);
  if (run === undefined) return [];
  return design.seeds.map((seed) => cellCommands(run, seed, { settings, sources }));
}
