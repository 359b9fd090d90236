import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { nameGroup } from '../core/distribution/text-group';
import { defaultSettings } from '../core/settings/settings';
import { createApp } from './app';
import { comparableGroups, groupsToCompare } from './comparison-store';
import { differenceSentence } from './describe-comparison';

const file = {
  format: 'stage-1',
  notes: [],
  pairs: 0,
  triplets: 0,
  rejected: [],
  rejectedCount: 0,
};
const FILES = [
  { ...file, file: 'a.jsonl', rows: 5 },
  { ...file, file: 'b.jsonl', rows: 5 },
];
const overview = {
  rowsPerQuery: [],
  languages: [],
  paradigms: [
    { name: 'human', rows: 5 },
    { name: 'zero-shot', rows: 5 },
  ],
};

function suggested(...given: Parameters<typeof comparableGroups>): readonly string[] | undefined {
  return groupsToCompare(comparableGroups(...given))?.map(nameGroup);
}

test('people against the machine first, then passages, then parts; one kind of text alone is not compared', () => {
  const one = FILES.slice(0, 1);
  expect(suggested({ files: one, withSynthetic: 0 }, null, [])).toBeUndefined();
  expect(suggested({ files: FILES, withSynthetic: 0 }, null, [])).toEqual([
    'Training queries, a.jsonl',
    'Training queries, b.jsonl',
  ]);
  expect(suggested({ files: one, withSynthetic: 2 }, { overview }, [])).toEqual([
    'Labelled passages',
    'Synthetic passages',
  ]);
  expect(suggested({ files: one, withSynthetic: 2 }, { overview }, [{ name: 'shop' }])).toEqual([
    'Training queries',
    'Evaluation queries of shop',
  ]);
  expect(comparableGroups({ files: FILES, withSynthetic: 2 }, { overview }, [{ name: 'shop' }])).toHaveLength(
    3 + 2 + 2 * 3 + 2 * 3,
  );
});

test('a comparison is told in a sentence, and goes when other data are opened', async () => {
  const app = createApp(createClient(fakeEngine()), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });
  await app.openData({ kind: 'sample' });
  const groups = [
    { from: 'rows', texts: 'queries' },
    { from: 'set', set: 'sample', texts: 'queries' },
  ] as const;
  const found = await app.comparison.open({ groups, settings: defaultSettings() });
  if (found === null) throw new Error('nothing was compared');
  expect(differenceSentence(found)).toBe(
    'They differ more than by chance in words and embeddings, not in length.',
  );
  await app.evaluationData.open({ files: { kind: 'sample' } });
  await vi.waitFor(() => {
    expect(app.comparison.getState().value).toBeNull();
  });
});
