import { openModelFolder } from '../model/folder/open-model-folder';
import { reportModel } from '../session/encoder-setup';
import type { Handler } from './command';

export const openModel: Handler<'openModel'> = async (session, { source }, { signal, emit }) => {
  session.refuseWhileBusy();
  const folder = await openModelFolder(source, { signal, onProgress: emit });
  session.folder = folder;
  session.trained = null;
  session.alignment = null;
  session.measured = [];
  session.measuredByRun = [];
  session.observers = {};
  session.forgetIndexes();
  session.records = null;
  return reportModel(folder);
};
