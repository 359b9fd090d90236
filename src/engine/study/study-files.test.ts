import { expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import { designStudy } from '../../core/study/design-study';
import { OpenStudy } from './open-study';
import { studyFiles } from './study-files';

const settings = { ...defaultSettings(), studyGrids: 'views', mineFirst: true, mineCorpus: 'documents' };
const facts = { withNegatives: 9, withSynthetic: 9, withCot: 9, paradigms: [], noAlignment: null };
const study = new OpenStudy(designStudy(settings, facts), {
  ...{ settings, model: 'my-encoder', backend: 'wasm', dataHash: 'da7a', notes: ['First.'] },
  ...{ files: ['rows.jsonl'], evaluations: [{ name: 'set', role: 'in' }] },
});

async function markdown(sources: Parameters<typeof studyFiles>[1]): Promise<string> {
  const file = studyFiles(study, sources).find(({ name }) => name === 'study.md');
  return (await file?.blob.text()) ?? '';
}

test('the commands of a study in the page hold names for what it has no path of, and a note says which', async () => {
  const text = await markdown(null);
  expect(text).toMatch(
    / train --data rows\.jsonl --documents DOCUMENTS\.jsonl --eval set --model my-encoder /,
  );
  expect(text).toMatch(/ align --model \S+\/model --preferences PREFERENCES\.jsonl --data rows\.jsonl /);
  expect(text).toContain('- First.');
  expect(text).toContain(
    'in the place of "rows.jsonl", "set", "DOCUMENTS.jsonl", "PREFERENCES.jsonl", the model "my-encoder";',
  );
});

test('the commands of a study without a window hold what was named there', async () => {
  const sources = { data: ['a'], map: [], documents: [], eval: [], evalOut: ['b'], preferences: ['c'] };
  const text = await markdown(sources);
  expect(text).toMatch(/ train --data a --evalOut b --loss /);
  expect(text).not.toContain('The page sees no paths.');
});
