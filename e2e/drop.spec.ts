import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { dropFiles } from './pages/drop-files.ts';
import { openKennel } from './pages/kennel-page.ts';

const PROJECT = join(import.meta.dirname, '..');

let folder: string;
/** Writes a file under the test's folder and gives its path. */
const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-drop-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a model folder, rows and a BEIR folder dropped on the page together go where they belong', async ({
  page,
}) => {
  const kennel = await openKennel(page);
  put('beir/corpus.jsonl', '{"_id":"1","title":"","text":"word1 word2"}\n{"_id":"2","text":"word3"}\n');
  put('beir/queries.jsonl', '{"_id":"q","text":"word1"}\n');
  put('beir/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq\t1\t1\n');
  const rows = put('rows.jsonl', microRows(12));
  await dropFiles(page, [join(PROJECT, 'public/models/pocket'), join(folder, 'beir'), rows]);
  await expect(kennel.data).toContainText('12 rows');
  await expect(kennel.data).toContainText('2 passages');
  await expect(kennel.model).toContainText('3 × 192');
  await expect(page.getByRole('alert')).toBeHidden();
});

test('of a zip the page asks what it holds, and a wrong answer can be put right', async ({ page }) => {
  const kennel = await openKennel(page);
  const zip = put('micro.zip', microModelZip());
  const question = page.getByRole('dialog', { name: 'What is this file?' });

  await dropFiles(page, [zip]);
  await question.getByRole('button', { name: 'Queries to train on' }).click();
  await expect(kennel.data.getByRole('alert')).toContainText('config.json');

  await dropFiles(page, [zip]);
  await question.getByRole('button', { name: 'A model' }).click();
  await expect(kennel.model).toContainText('2 × 32');
});

test('a file dropped on a field belongs to that field', async ({ page }) => {
  const kennel = await openKennel(page);
  const rows = put('anything.txt', microRows(5));
  const box = await page.getByText('Training data', { exact: true }).boundingBox();
  if (box === null) throw new Error('the field is not to be seen');
  await dropFiles(page, [rows], { x: box.x + 5, y: box.y + 5 });
  await expect(kennel.data).toContainText('5 rows');
});

test('what cannot be used is refused by name', async ({ page }) => {
  const kennel = await openKennel(page);
  await dropFiles(page, [put('notes/diary.jsonl', 'Dear diary\n')]);
  await expect(kennel.data.getByRole('alert')).toContainText('diary.jsonl');
});
