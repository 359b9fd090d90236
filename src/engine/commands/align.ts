import { asTrainingRow } from '../../core/alignment/alignment-row';
import { planAlignment, type AlignmentCounts } from '../../core/alignment/plan-alignment';
import { chooseSets, type ChosenSets } from '../../core/data/choose-sets';
import type { Preference } from '../../core/data/preference';
import type { ChecksSummary } from '../../core/doctor/checks-summary';
import { InputError } from '../../core/input-error';
import type { Settings } from '../../core/settings/settings';
import { alignmentFigures } from '../align/alignment-figures';
import { alignmentStage } from '../align/alignment-stage';
import { planPreferences } from '../align/plan-preferences';
import { unseenSets } from '../align/unseen-sets';
import { carryOutRun, rulesOf } from '../session/carry-out-run';
import { checkLimits } from '../session/check-settings';
import { describeRunData } from '../session/run-data';
import { needed, type Session } from '../session/session';
import type { StageOutcome } from '../session/stage-outcome';
import type { RunData, SeenQueries } from '../session/trained-model';
import type { CallContext, Handler } from './command';

export const align: Handler<'align'> = (session, request, context) =>
  session.exclusively('an alignment', () => alignInSession(session, request, context));

async function alignInSession(
  session: Session,
  { settings }: Parameters<Handler<'align'>>[1],
  context: CallContext,
) {
  const preferences = needed(session.preferences, 'Open or judge preferences first.');
  const folder = session.openFolder();
  const start = startOf(session);
  session.forgetIndexes();
  const { backend } = await session.readyDevice(settings);
  const { evaluations, documents, training } = session;
  const checked =
    training === null
      ? null
      : await session.doctor.treat({ training, evaluations, folder }, settings, context);
  const all = planAlignment(preferences, settings, () => false);
  const chosen = chooseSets({ rows: checked?.rows ?? all.rows.map(asTrainingRow), evaluations, settings });
  const unseen = start.trained === null ? chosen : unseenSets(chosen, start.trained.data, settings);
  const held = [chosen.dev, chosen.test, ...chosen.others.map(({ test }) => test)];
  const { rows, counts } = planPreferences(preferences, evaluations, settings, held);
  if (rows.length === 0) throw new InputError('preferences', nothingLeft(counts));
  const labelled = checked === null ? null : chosen.train;
  const stage = alignmentStage({ rows, labelled }, settings);
  const limits = checkLimits(folder, stage.settings);
  const notes = [
    describeAlignment(settings, counts),
    ...unseen.notes,
    ...limits,
    ...rulesOf(unseen, settings),
  ];
  const sets: ChosenSets = { ...unseen, train: rows.map(asTrainingRow), notes };
  const checks = checked?.summary ?? unchecked(preferences.length);
  const own = await describeRunData(filesOf(preferences), checks, sets, context);
  const run = { settings, model: folder.name, backend, data: joined(own, start), sets, stage };
  return carryOutRun(
    session,
    {
      ...run,
      start: start.trained,
      corpora: { documents, evaluations },
      complete: (finished) => ({
        ...finished.result,
        alignment: alignmentFigures(finished, start, { counts, seed: settings.seed }),
      }),
      left: (aligned) => {
        session.alignment = { distilled: start, aligned };
      },
    },
    context,
  );
}

/** What the weights in use come from, or, where those are of an alignment, what that began with. */
function startOf({ trained, alignment, measuredByRun, records }: Session): StageOutcome {
  const own = [alignment?.aligned.trained, alignment?.distilled.trained];
  if (alignment !== null && own.includes(trained)) return alignment.distilled;
  return { trained, measured: measuredByRun, records };
}

function nothingLeft({ preferences, evaluated, ties, unanswered, contradictions }: AlignmentCounts): string {
  return (
    `none of the ${preferences} can be trained on: ${evaluated} are about queries of evaluation data, ${ties} are ` +
    `ties, ${contradictions} are stated in both orders, in ${unanswered} neither passage answers and neither is better`
  );
}

const LOSSES: Readonly<Record<Settings['alignLoss'], string>> = {
  'plackett-luce': 'partial Plackett-Luce',
  'bradley-terry': 'Bradley-Terry',
};

function describeAlignment({ alignLoss }: Settings, counts: AlignmentCounts): string {
  const {
    preferences,
    rows,
    lists,
    queries,
    evaluated,
    ties,
    unanswered,
    contradictions,
    repeated,
    same,
    neither,
  } = counts;
  const left = [
    [evaluated, 'about queries of evaluation data'],
    [ties, 'ties'],
    [unanswered, 'where neither passage answers and neither is better'],
    [contradictions, 'stated in both orders'],
    [repeated + same, 'repeated or of one text'],
  ].flatMap(([count, why]) => (count === 0 ? [] : [`${count} ${why}`]));
  return (
    `Alignment by ${LOSSES[alignLoss]} on ${rows} rankings of ${queries} queries, made of ${preferences} preferences` +
    (lists > 0 ? `, ${lists} of them lists` : '') +
    (neither > 0 ? `, ${neither} where neither passage answers` : '') +
    (left.length > 0 ? `. Left out: ${left.join(', ')}.` : '.')
  );
}

function filesOf(preferences: readonly Preference[]): { file: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { file } of preferences) counts.set(file, (counts.get(file) ?? 0) + 1);
  return [...counts].map(([file, rows]) => ({ file, rows }));
}

/** Preferences have no checks of their own. */
function unchecked(rows: number): ChecksSummary {
  const none = { textsLeftOut: 0, syntheticMoved: 0, fixes: [], findings: [] };
  return { rowsRead: rows, rowsAfterFixes: rows, ...none, complete: false };
}

/** What the aligned weights have seen: the preferences, and what the weights before had seen. */
function joined(own: RunData, { trained }: StageOutcome): RunData {
  if (trained === null) return own;
  const { files, seenQueries, trainedQueries } = trained.data;
  return {
    ...own,
    files: [...files, ...own.files],
    seenQueries: either(own.seenQueries, seenQueries),
    trainedQueries: either(own.trainedQueries, trainedQueries),
  };
}

function either(own: SeenQueries, before: SeenQueries): SeenQueries {
  return { find: (query) => own.find(query) ?? before.find(query) };
}
