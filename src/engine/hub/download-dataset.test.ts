import type {} from '../../../e2e/servers/provided';
import { expect, inject, test } from 'vitest';
import { readAllRows } from '../../core/formats/testing/read-all-rows';
import { InputError } from '../../core/input-error';
import type { EngineEvent } from '../protocol/events';
import { downloadDataset, type HubDataset } from './download-dataset';

const endpoint = inject('hub');

function download(
  id: string,
  change: Partial<HubDataset> = {},
  signal: AbortSignal = new AbortController().signal,
  emit: (event: EngineEvent) => void = () => undefined,
) {
  const source: HubDataset = { kind: 'hub', id, folder: '', revision: 'main', endpoint, ...change };
  return downloadDataset(source, { purpose: 'training', signal, emit });
}

test('the training files of a data set, large ones by way of storage, with progress', async () => {
  const shares: number[] = [];
  const { files, notes } = await download('kennel/toy', {}, undefined, (event) => {
    if (event.kind === 'progress') shares.push(event.done / event.total);
  });
  expect(files.map(({ path }) => path)).toEqual([
    'kennel/toy/data/train-00000.jsonl.gz',
    'kennel/toy/data/train-00001 (more).parquet',
  ]);
  expect(notes).toEqual(['Of kennel/toy the split "train" was read; 1 file of other splits left out.']);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  const { rows, files: reports } = await readAllRows(files);
  expect(rows.length).toBe(34);
  expect(reports.map(({ format }) => format)).toEqual(['triplet', 'triplet']);
});

test('one part of several, and a token that goes to the Hub', async () => {
  const { files } = await download('kennel/parts', { folder: 'triplet' });
  expect(files.map(({ path }) => path)).toEqual(['kennel/parts/triplet/train.jsonl']);
  expect((await download('kennel/secret', { token: 'key' })).files).toHaveLength(2);
});

test.each<[string, Partial<HubDataset>, string]>([
  ['kennel/nowhere', {}, 'kennel/nowhere: there is no such data set at http'],
  ['kennel/toy', { revision: 'v9' }, 'the data set has no revision "v9"'],
  ['kennel/secret', {}, 'there is no such data set, or it is private'],
  ['kennel/secret', { token: 'wrong' }, 'the access token is not valid for this data set (401)'],
  ['kennel/gated-rows', {}, 'this data set is gated: accept its terms'],
  ['kennel/parts', {}, 'several folders have a split "train": pair, triplet'],
  ['kennel/no-rows', {}, 'there is no file of JSON, CSV, TSV or Parquet in this data set'],
  ['kennel/toy', { folder: 'nothing' }, 'in its folder nothing'],
  ['kennel/cut-rows', {}, 'train-00000.jsonl.gz: the download broke off after'],
  ['kennel/login', {}, 'answered with a web page instead of the data'],
  ['kennel/toy', { endpoint: 'http://127.0.0.1:9' }, 'http://127.0.0.1:9 does not answer'],
  ['kennel/toy', { endpoint: 'hub' }, '"hub" is no web address'],
])('%s %j is refused with a reason', async (id, change, message) => {
  const opening = download(id, change);
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.toThrow(message);
});

test('a cancelled download ends at once', async () => {
  const stop = new AbortController();
  const opening = download('kennel/slow-rows', {}, stop.signal, () => {
    stop.abort();
  });
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
});
