import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import type { PortListener } from '../client/port';
import { createEvaluationSets, type EvaluationSets } from './evaluation-sets';

const SAMPLE = { kind: 'sample' } as const;

function fakeSets(failing: FakeOptions['failing'] = {}) {
  const listeners: PortListener[] = [];
  const start = fakeEngine({ failing });
  const client = createClient((listener) => {
    listeners.push(listener);
    return start(listener);
  });
  return { sets: createEvaluationSets(client), client, crash: () => listeners.at(-1)?.crash('test') };
}

const shown = (sets: EvaluationSets) => sets.getState().value?.map(({ name, role }) => `${name} ${role}`);

test('each set that is opened joins the others', async () => {
  const { sets } = fakeSets();
  await sets.open({ files: SAMPLE });
  await sets.open({ files: SAMPLE, role: 'out' });
  expect(shown(sets)).toEqual(['sample in', 'sample_ood out']);
});

test('a set takes another role, and goes; with the last one gone there is no value', async () => {
  const { sets } = fakeSets();
  await sets.open({ files: SAMPLE });
  await sets.open({ files: SAMPLE, role: 'out' });
  await sets.change('sample', 'out');
  expect(shown(sets)).toEqual(['sample out', 'sample_ood out']);
  await sets.change('sample', 'remove');
  await sets.change('sample_ood', 'remove');
  expect(sets.getState()).toMatchObject({ status: 'empty', value: null });
});

test('after a crash every set is there again, with the role it was given and without those removed', async () => {
  const { sets, client, crash } = fakeSets();
  await sets.open({ files: SAMPLE });
  await sets.open({ files: SAMPLE, role: 'out' });
  await sets.change('sample_ood', 'in');
  await sets.change('sample', 'remove');
  crash();
  expect(await sets.restore()).toBe(true);
  expect(shown(sets)).toEqual(['sample_ood in']);
  expect(sets.getState().generation).toBe(client.generation());
});

test('a set opened after a crash does not hide those from before it', async () => {
  const { sets, crash } = fakeSets();
  await sets.open({ files: SAMPLE });
  crash();
  await sets.open({ files: SAMPLE, role: 'out' });
  expect(shown(sets)).toEqual(['sample in', 'sample_ood out']);
});

test('a change that the engine refuses leaves the sets, and says why', async () => {
  const failing: FakeOptions['failing'] = {};
  const { sets } = fakeSets(failing);
  await sets.open({ files: SAMPLE });
  failing.changeEvaluationData = { name: 'Error', message: 'The engine is busy with a run.' };
  await sets.change('sample', 'out');
  expect(sets.getState()).toMatchObject({
    status: 'failed',
    fault: { message: 'The engine is busy with a run.' },
  });
  expect(shown(sets)).toEqual(['sample in']);
});
