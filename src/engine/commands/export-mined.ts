import type { Settings } from '../../core/settings/settings';
import { jsonText } from '../../core/results/json-text';
import { exportRows } from '../export/export-data';
import type { MinedSet } from '../mine/mined-set';
import { needed } from '../session/session';
import type { Handler } from './command';

export const exportMined: Handler<'exportMined'> = async (session, { form, settings }, context) => {
  const mined = needed(session.mined, 'Mine negatives first.');
  if (form === 'report') {
    const text = `${jsonText(record(mined, settings), 2)}\n`;
    return { name: 'mining.json', blob: new Blob([text], { type: 'application/json' }) };
  }
  const { blob } = await exportRows(mined.minedRows(settings), form, context);
  return { name: form === 'n-tuples' ? 'mined.jsonl' : `mined-${form}.jsonl`, blob };
};

/** What was mined with what, and what came of it. */
function record(mined: MinedSet, settings: Settings): object {
  const { mineNegatives, mineMin, mineMax, mineMarginKind, mineMargin, mineMaxScore, mineSampling } =
    settings;
  const { mineKeep, seed } = settings;
  const rules = { mineNegatives, mineMin, mineMax, mineMarginKind, mineMargin, mineMaxScore, mineSampling };
  return { ...mined.facts, rules: { ...rules, mineKeep, seed }, figures: mined.figures(settings) };
}
