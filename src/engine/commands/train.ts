import { chooseSets } from '../../core/data/choose-sets';
import { miningCorpus } from '../mine/mining-corpus';
import { mines } from '../mine/remine';
import { carryOutRun, rulesOf } from '../session/carry-out-run';
import { checkSettings } from '../session/check-settings';
import { describeRunData } from '../session/run-data';
import { needed, type Session } from '../session/session';
import { rowStage } from '../session/stage';
import type { CallContext, Handler } from './command';

export const train: Handler<'train'> = (session, request, context) =>
  session.exclusively('a run', () => runInSession(session, request, context));

async function runInSession(
  session: Session,
  { settings }: Parameters<Handler<'train'>>[1],
  { signal, emit }: CallContext,
) {
  const training = needed(session.training, 'Load training data first.');
  const folder = session.openFolder();
  const limits = checkSettings(folder, settings);
  const mined = session.mined?.used?.training === training ? session.mined.used.notes : [];
  const mining = [...mined, ...(mines(settings) ? miningCorpus(session, settings).notes : [])];
  session.forgetIndexes();
  const { backend } = await session.readyDevice(settings);
  const { documents, evaluations } = session;
  const checked = await session.doctor.treat({ training, evaluations, folder }, settings, { signal, emit });
  const chosen = chooseSets({ rows: checked.rows, evaluations, settings });
  const sets = {
    ...chosen,
    notes: [...checked.notes, ...chosen.notes, ...limits, ...rulesOf(chosen, settings), ...mining],
  };
  const data = await describeRunData(training.files, checked.summary, sets, { signal, emit });
  const stage = await rowStage(sets, settings, signal);
  const run = { settings, model: folder.name, backend, data, sets, stage, start: null };
  const corpora = { documents, evaluations };
  // From another model there is no way back to one that was trained before it.
  const left = (): void => {
    session.alignment = null;
  };
  return carryOutRun(session, { ...run, corpora, left }, { signal, emit });
}
