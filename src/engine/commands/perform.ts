import type { Command, RequestOf, ResponseOf } from '../protocol';
import type { Session } from '../session/session';
import type { CallContext, Handler } from './command';
import { changeRun } from './change-run';
import { compareStoredRuns } from './compare-stored-runs';
import { deleteRun } from './delete-run';
import { exportRuns } from './export-runs';
import { listRuns } from './list-runs';
import { restoreRun } from './restore-run';
import { changeEvaluationData } from './change-evaluation-data';
import { checkData } from './check-data';
import { askMapping } from './ask-mapping';
import { control } from './control';
import { cutoffs } from './cutoffs';
import { compareGroups } from './compare-groups';
import { compareRunFiles } from './compare-run-files';
import { embed } from './embed';
import { evaluate } from './evaluate';
import { evaluateRunFiles } from './evaluate-run-files';
import { exportIndex } from './export-index';
import { exportData } from './export-data';
import { exportModel } from './export-model';
import { exportRecords } from './export-records';
import { exportRunFiles } from './export-run-files';
import { measureLengths } from './measure-lengths';
import { openDevice } from './open-device';
import { openEvaluationData } from './open-evaluation-data';
import { openModel } from './open-model';
import { openTrainingData } from './open-training-data';
import { projectEmbeddings } from './project-embeddings';
import { questions } from './questions';
import { rankings } from './rankings';
import { search } from './search';
import { searchable } from './searchable';
import { selfCheck } from './self-check';
import { testLlm } from './test-llm';
import { openDocuments } from './open-documents';
import { openQueries } from './open-queries';
import { estimateSynthesis } from './estimate-synthesis';
import { synthesize } from './synthesize';
import { synthesis } from './synthesis';
import { synthesisNews } from './synthesis-news';
import { changeSynthetic } from './change-synthetic';
import { clearSynthesis } from './clear-synthesis';
import { exportMined } from './export-mined';
import { mine } from './mine';
import { previewMining } from './preview-mining';
import { useMined } from './use-mined';
import { useSynthesis } from './use-synthesis';
import { exportSynthesis } from './export-synthesis';
import { keepReplies } from './keep-replies';
import { proposePairs } from './propose-pairs';
import { pairs } from './pairs';
import { clearPairs } from './clear-pairs';
import { estimateJudging } from './estimate-judging';
import { judgePairs } from './judge-pairs';
import { judgePair } from './judge-pair';
import { usePreferences } from './use-preferences';
import { exportPreferences } from './export-preferences';
import { clearStudy } from './clear-study';
import { estimateStudy } from './estimate-study';
import { exportStudy } from './export-study';
import { study } from './study';
import { studyTable } from './study-table';
import { align } from './align';
import { openPreferences } from './open-preferences';
import { preferences } from './preferences';
import { rollBack } from './roll-back';
import { train } from './train';

/** One handler for each command; a command without one does not compile. */
const HANDLERS: { readonly [C in Command]: Handler<C> } = {
  askMapping,
  changeRun,
  compareStoredRuns,
  deleteRun,
  exportRuns,
  listRuns,
  restoreRun,
  changeEvaluationData,
  checkData,
  control,
  cutoffs,
  compareGroups,
  compareRunFiles,
  embed,
  evaluate,
  evaluateRunFiles,
  exportIndex,
  exportData,
  exportModel,
  exportRecords,
  exportRunFiles,
  measureLengths,
  openDevice,
  openEvaluationData,
  openModel,
  openTrainingData,
  projectEmbeddings,
  questions,
  rankings,
  search,
  searchable,
  selfCheck,
  testLlm,
  openDocuments,
  openQueries,
  estimateSynthesis,
  synthesize,
  synthesis,
  synthesisNews,
  changeSynthetic,
  clearSynthesis,
  useSynthesis,
  exportSynthesis,
  keepReplies,
  mine,
  previewMining,
  useMined,
  exportMined,
  proposePairs,
  pairs,
  clearPairs,
  estimateJudging,
  judgePairs,
  judgePair,
  usePreferences,
  exportPreferences,
  clearStudy,
  estimateStudy,
  exportStudy,
  study,
  studyTable,
  train,
  openPreferences,
  preferences,
  align,
  rollBack,
};

/** Carries out a command on the session. */
export async function perform<C extends Command>(
  session: Session,
  command: C,
  request: RequestOf<C>,
  context: CallContext,
): Promise<ResponseOf<C>> {
  // A message can name anything, also what every object inherits.
  if (!Object.hasOwn(HANDLERS, command)) throw new Error('the engine does not know this command');
  return HANDLERS[command](session, request, context);
}
