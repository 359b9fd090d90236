import type { AlignmentRow } from '../../core/alignment/alignment-row';
import { chooseSets, primaryOf, type ChosenSets } from '../../core/data/choose-sets';
import { expandPositives } from '../../core/data/expand-positives';
import { countViews, digestOf } from '../../core/data/row-digest';
import { groupRows } from '../../core/data/row-groups';
import type { TestSplit } from '../../core/data/test-split';
import { createPause } from '../../core/formats/pause';
import type { Settings } from '../../core/settings/settings';
import { designStudy, type StudyDesign } from '../../core/study/design-study';
import { GRID_NAMES, parseGrids } from '../../core/study/grid-names';
import type { StudyFacts } from '../../core/study/variant';
import { planPreferences } from '../align/plan-preferences';
import type { CallContext } from '../commands/command';
import { miningCorpus } from '../mine/mining-corpus';
import { mines } from '../mine/remine';
import type { ModelFolder } from '../model/folder/model-folder';
import type { BackendName } from '../protocol/device';
import { rulesOf } from '../session/carry-out-run';
import { checkSettings } from '../session/check-settings';
import { needed, type Session } from '../session/session';

/** What is open, and what a study makes of it. */
export interface PreparedStudy {
  /** With the split fixed, where the questions are held out of the training rows. */
  readonly settings: Settings;
  readonly design: StudyDesign;
  readonly facts: StudyFacts;
  readonly folder: ModelFolder;
  readonly backend: BackendName;
  /** What a run with this seed trains on and is measured on; the test questions are the same for all seeds. */
  readonly setsOf: (seed: number) => ChosenSets;
  /** What a run with this seed is aligned on after its training; empty where no run is. */
  readonly preferencesOf: (seed: number) => readonly AlignmentRow[];
  readonly notes: readonly string[];
}

/** Looks at what is open and designs the study. */
export async function prepareStudy(
  session: Session,
  asked: Settings,
  context: CallContext,
): Promise<PreparedStudy> {
  const training = needed(session.training, 'Load training data first.');
  const folder = session.openFolder();
  const settings = withFixedSplit(asked, session);
  const limits = checkSettings(folder, settings);
  const { backend } = await session.readyDevice(settings);
  const { evaluations } = session;
  const checked = await session.doctor.treat({ training, evaluations, folder }, settings, context);
  const chosen = new Map<number, ChosenSets>();
  const setsOf = (seed: number): ChosenSets => {
    const sets =
      chosen.get(seed) ?? chooseSets({ rows: checked.rows, evaluations, settings: { ...settings, seed } });
    chosen.set(seed, sets);
    return sets;
  };
  const preferencesOf = (seed: number): readonly AlignmentRow[] => {
    const sets = setsOf(seed);
    const held = [sets.dev, ...testsOf(sets)];
    return planPreferences(session.preferences ?? [], evaluations, settings, held).rows;
  };
  const first = setsOf(settings.seed);
  const rows = expandPositives(first.train);
  const wanted = parseGrids(settings.studyGrids).includes('paradigms');
  const facts: StudyFacts = {
    ...countViews(digestOf(rows)),
    paradigms: wanted ? (await groupRows(rows, 'paradigm', createPause(context.signal))).groups : [],
    noAlignment: whyNoAlignment(session.preferences, preferencesOf(settings.seed).length),
  };
  const design = designStudy(settings, facts);
  if (design.runs.length === 0)
    throw new Error(
      `There is nothing to run: ${design.notes.join(' ') || `choose ${GRID_NAMES.join(', ')}.`}`,
    );
  // Those of a plain run, as the command `train` gives them.
  const mined = session.mined?.used?.training === training ? session.mined.used.notes : [];
  const mining = mines(settings) ? miningCorpus(session, settings).notes : [];
  const ofRun = [...first.notes, ...limits, ...rulesOf(first, settings), ...mined, ...mining];
  const notes = [...checked.notes, ...ofRun, ...design.notes];
  return { settings, design, facts, folder, backend, setsOf, preferencesOf, notes: [...new Set(notes)] };
}

/** The test splits that every cell is measured on, the primary one first. */
export function testsOf({ test, others }: ChosenSets): TestSplit[] {
  return [test, ...others.map((other) => other.test)];
}

function whyNoAlignment(preferences: Session['preferences'], rows: number): string | null {
  if (preferences === null || preferences.length === 0)
    return 'it needs preferences; open or judge some under Alignment, or give them with --preferences.';
  return rows > 0 ? null : 'none of the open preferences can be trained on.';
}

/** Held-out questions must be the same for all seeds, or they could not be paired. */
function withFixedSplit(settings: Settings, { evaluations }: Pick<Session, 'evaluations'>): Settings {
  if (settings.splitSeed >= 0 || primaryOf(evaluations) !== undefined) return settings;
  return { ...settings, splitSeed: settings.seed };
}
