import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { createApp } from './app';
import { changeRatio, mixEqually, mixView, stopMixing } from './mix-view';

const GROUPS = {
  paradigm: [
    { name: 'zero-shot', rows: 300 },
    { name: 'human', rows: 100 },
  ],
  file: [{ name: 'all.jsonl', rows: 400 }],
};

function app() {
  let parameters = new URLSearchParams();
  const made = createApp(createClient(fakeEngine()), {
    read: () => parameters,
    write: (next) => {
      parameters = next;
    },
  });
  const view = () => mixView(GROUPS, made.settings.getState().settings);
  return { made, view, address: () => parameters };
}

test('without a mix an epoch has all rows; one group cannot be mixed', () => {
  expect(app().view()).toMatchObject({ choices: ['paradigm'], by: 'paradigm', mixing: false, total: 400 });
  expect(mixView({ paradigm: [], file: GROUPS.file }, { mix: '', mixBy: 'paradigm' })).toBeNull();
});

test('what there is more than one of is offered, whatever the settings say', () => {
  expect(mixView(GROUPS, { mix: '', mixBy: 'file' })).toMatchObject({ by: 'paradigm' });
});

test('ratios are made, changed and taken back, in the settings and the address', () => {
  const { made, view, address } = app();
  mixEqually(made, 'paradigm', GROUPS.paradigm);
  expect(view()?.groups.map(({ perEpoch }) => perEpoch)).toEqual([100, 100]);
  const shown = view();
  if (shown === null) throw new Error('there is no mix');
  expect(changeRatio(made, shown, 'zero-shot', '2')).toBeUndefined();
  expect(address().get('mix')).toBe('zero-shot:2,human:1');
  expect(view()?.groups.map(({ perEpoch }) => perEpoch)).toEqual([200, 100]);
  expect(changeRatio(made, shown, 'human', 'x')).toContain('not a number');
  expect(changeRatio(made, { groups: [{ name: 'a', rows: 1, ratio: 1, perEpoch: 1 }] }, 'a', '0')).toContain(
    'nothing would be left',
  );
  expect(address().get('mix')).toBe('zero-shot:2,human:1');
  stopMixing(made);
  expect(view()?.mixing).toBe(false);
});

test('groups that other data had are named', () => {
  const { made, view } = app();
  made.settings.edit('mix', 'machine:1,human:2');
  expect(view()?.missing).toEqual(['machine']);
});
