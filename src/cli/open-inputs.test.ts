import { expect, test } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import type { AppSession } from './app-session';
import { COMMANDS } from './commands';
import { allInputPaths, findInputs, openData } from './open-inputs';

const settings = defaultSettings();
const here = import.meta.filename;

test('run files keep the paths they were given by', () => {
  const { runs, qrels } = findInputs({ run: [here], qrels: [here] }, settings);
  expect(runs).toEqual([{ name: here, path: here, loose: true }]);
  expect(qrels).toEqual(runs);
});

test('documents are opened for whatever mines from them or judges them', async () => {
  const inputs = findInputs({ documents: [here] }, settings);
  expect(allInputPaths(inputs)).toContain(here);
  const opened: unknown[] = [];
  const open = (command: string, files: unknown): Promise<unknown> => {
    opened.push([command, files]);
    return Promise.resolve({ count: 3, files: [], preview: [] });
  };
  const notes: string[] = [];
  const session = { open } as unknown as AppSession; // nothing else of it is used
  await openData(session, inputs, (text) => notes.push(text));
  expect(opened).toEqual([['openDocuments', inputs.documents]]);
  expect(notes).toEqual(['3 documents.']);
  for (const { paths, settings: names } of Object.values(COMMANDS)) {
    const asks = names.some((name) => name === 'mineCorpus' || name === 'judgeCorpus');
    if (asks) expect(paths).toContain('documents');
  }
});

test.each([
  [{ qrels: ['a'], eval: [here] }, '--qrels: judges run files, so it needs --run'],
  [{ run: [here] }, '--run: needs judgements: --qrels or --eval'],
  [{ run: [here], qrels: [here], data: [here] }, '--data: has no use beside --run'],
  [{ run: ['missing.trec'], qrels: [here] }, 'missing.trec: there is no such file'],
])('refuses %j', (paths, message) => {
  expect(() => findInputs(paths, settings)).toThrow(message);
});
