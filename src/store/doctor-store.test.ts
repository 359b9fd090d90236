import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { createApp } from './app';
import { applyFixes, fixesToOffer, toggleFix, undoFixes } from './doctor-store';

function fakeApp(query = '') {
  let parameters = new URLSearchParams(query);
  const calls: string[] = [];
  const engine = fakeEngine();
  const client = createClient((listener) => {
    const port = engine(listener);
    return {
      ...port,
      send: (call) => {
        calls.push(call.command);
        port.send(call);
      },
    };
  });
  const app = createApp(client, {
    read: () => parameters,
    write: (next) => {
      parameters = next;
    },
  });
  const checked = (): number => calls.filter((command) => command === 'checkData').length;
  return { app, address: () => parameters, checked };
}

async function opened(query = '') {
  const fake = fakeApp(query);
  await fake.app.openData({ kind: 'sample' });
  await vi.waitFor(() => {
    expect(fake.app.doctor.getState().status).toBe('ready');
  });
  return fake;
}

test('data are checked as soon as they are open, and again when something changes that matters', async () => {
  const { app, checked } = await opened();
  expect(app.doctor.getState().value).toMatchObject({ rows: 260, fixes: [] });
  const before = checked();
  app.settings.edit('lr', '0.001');
  expect(checked()).toBe(before);
  await app.evaluationData.open({ files: { kind: 'sample' } });
  expect(checked()).toBeGreaterThan(before);
});

test('a fix goes into the settings and the address, and comes out of both again', async () => {
  const { app, address } = await opened();
  toggleFix(app, 'duplicates');
  expect(address().get('fixes')).toBe('duplicates');
  await vi.waitFor(() => {
    expect(app.doctor.getState().value?.used.rows).toBe(257);
  });
  toggleFix(app, 'near-leaks');
  toggleFix(app, 'duplicates');
  expect(app.settings.getState().settings.fixes).toBe('near-leaks');
  undoFixes(app);
  expect(app.settings.getState().settings.fixes).toBe('');
});

test('what errors and warnings ask for is offered until it is applied; what training does by itself is not', async () => {
  const { app } = await opened();
  const report = () => app.doctor.getState().value ?? { findings: [], fixes: [] };
  expect(fixesToOffer(report())).toEqual(['duplicates']);
  applyFixes(app, fixesToOffer(report()));
  await vi.waitFor(() => {
    expect(fixesToOffer(report())).toEqual([]);
  });
});

test('taking back one of "all" keeps the others', async () => {
  const { app } = await opened('fixes=all');
  toggleFix(app, 'duplicates');
  const { fixes } = app.settings.getState().settings;
  expect(fixes).toContain('near-leaks');
  expect(fixes).not.toMatch(/\bduplicates/);
});

test('no check is begun while a run is under way', async () => {
  const { app, checked } = await opened();
  const running = app.start();
  await vi.waitFor(() => {
    expect(app.run.getState().phase).toBe('running');
  });
  const before = checked();
  app.settings.edit('fixes', 'duplicates');
  expect(checked()).toBe(before);
  await running;
  await vi.waitFor(() => {
    expect(checked()).toBe(before + 1);
  });
});
