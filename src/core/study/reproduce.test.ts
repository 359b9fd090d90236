import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../settings/settings';
import { designStudy } from './design-study';
import { cellCommands, type StudySources } from './reproduce';

const FACTS = { withNegatives: 9, withSynthetic: 9, withCot: 9, paradigms: [], noAlignment: null };
const SOURCES: StudySources = {
  data: ['my rows.jsonl'],
  map: ['query=q,positive=p'],
  documents: [],
  eval: ['set'],
  evalOut: [],
  preferences: ['p.jsonl'],
};

function commands(id: string, change: Partial<Settings>, sources: Partial<StudySources> = {}): string[] {
  const settings = { ...defaultSettings(), studyGrids: 'views', seed: 5, ...change };
  const { runs } = designStudy(settings, FACTS);
  const run = runs.find((one) => one.id === id) ?? { id, change: {}, aligned: false };
  return cellCommands(run, 6, { settings, sources: { ...SOURCES, ...sources } });
}

test('the commands of a cell name what differs from the defaults, and its seed', () => {
  // The precision is of the saved weights: an alignment must not start from rounded ones.
  expect(commands('views:labels', { lr: 2e-4, llmModel: 'secret-free', precision: 'F16' })).toEqual([
    "npm run kennel -- train --data 'my rows.jsonl' --map 'query=q,positive=p' --eval set --loss distill --views labels --lr 0.0002 --hardNegatives 0 --seed 6 --out views-labels-6",
  ]);
  const [train, align] = commands('views:aligned', {});
  expect(train).toContain('--out views-aligned-6-distilled');
  expect(align).toContain(
    "align --model views-aligned-6-distilled/model --preferences p.jsonl --data 'my rows.jsonl' --map",
  );
});

test('the commands of a cell that mines name how, and what from', () => {
  const [command] = commands(
    'views:both',
    { mineFirst: true, mineNegatives: 7, mineCorpus: 'documents' },
    { documents: ['d.jsonl'] },
  );
  for (const flag of [
    '--mineFirst true',
    '--mineNegatives 7',
    '--mineCorpus documents',
    '--documents d.jsonl',
  ])
    expect(command).toContain(flag);
});
