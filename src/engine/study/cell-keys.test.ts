import { beforeAll, expect, test } from 'vitest';
import type { AlignmentRow } from '../../core/alignment/alignment-row';
import { defaultSettings } from '../../core/settings/settings';
import { openModelFolder } from '../model/folder/open-model-folder';
import type { ModelFolder } from '../model/folder/model-folder';
import { VERSIONS } from '../session/records';
import { CellKeys } from './cell-keys';
import type { PreparedStudy } from './prepare-study';

const RUN = { id: 'views:aligned', name: 'aligned', change: {}, aligned: true };
const PREFERENCE: AlignmentRow = {
  ...{ file: 'verdicts', line: 7, query: 'how long', queryId: 'q1' },
  ...{ tiers: [['five hours'], ['blue']], neither: false },
};
const TEST = {
  ...{ of: 'set', name: 'test', role: 'in', notes: [] },
  queries: [{ id: 'q', text: 'how far' }],
  qrels: new Map([['q', new Map([['d', 1]])]]),
  corpus: [{ id: 'd', title: 'Range', text: 'Ten miles.' }],
};
const TRAIN = [{ file: 'rows', line: 1, query: 'why', positives: ['So.'], negatives: [] }];

let folder: ModelFolder;
beforeAll(async () => {
  folder = await openModelFolder({ kind: 'pocket' });
});

function keyOf(given: { preference?: AlignmentRow; test?: typeof TEST; documents?: string } = {}) {
  const { preference = PREFERENCE, test: asked = TEST, documents } = given;
  const mining = documents === undefined ? {} : { mineFirst: true, mineCorpus: 'documents' };
  const study = {
    settings: { ...defaultSettings(), loadBest: false, ...mining },
    facts: { withNegatives: 0, withSynthetic: 0, withCot: 0 },
    folder,
    backend: 'wasm',
    setsOf: () => ({ train: TRAIN, dev: asked, test: asked, others: [], notes: [] }),
    preferencesOf: () => [preference],
  } as unknown as PreparedStudy; // as much of a study as keys look at
  const corpora = { documents: [{ id: '1', title: '', text: documents ?? '' }], evaluations: [] };
  return new CellKeys(study, corpora, new AbortController().signal).ofRun(RUN, 1);
}

test('preferences that were saved and opened again have the same key, others have another', async () => {
  const reopened = { ...PREFERENCE, file: 'preferences.jsonl', line: 1, queryId: undefined };
  expect(await keyOf({ preference: reopened })).toBe(await keyOf());
  for (const change of [{ query: 'how Long' }, { tiers: [['blue'], ['five hours']] }, { neither: true }])
    expect(await keyOf({ preference: { ...PREFERENCE, ...change } })).not.toBe(await keyOf());
});

test('capitals and white space of questions and passages make another key: an encoder may see them', async () => {
  const lower = { ...TEST, corpus: TEST.corpus.map((passage) => ({ ...passage, title: 'range' })) };
  const spaced = { ...TEST, queries: [{ id: 'q', text: 'how  far' }] };
  for (const asked of [lower, spaced]) expect(await keyOf({ test: asked })).not.toBe(await keyOf());
  expect(await keyOf({ documents: 'blue' })).not.toBe(await keyOf({ documents: 'Blue' }));
});

test('the code is part of the versions, which are part of the key', () => {
  expect(VERSIONS).toMatchObject({ sources: expect.stringMatching(/^[0-9a-f]{12}$/) as string }); // a matcher of texts
});
