import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackZip } from './unpack-zip';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-zip-'));
  mkdirSync(join(folder, 'model'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function unpack(entries: Record<string, Uint8Array>): void {
  writeFileSync(join(folder, 'model.zip'), zipSync(entries));
  unpackZip(join(folder, 'model.zip'), join(folder, 'model'));
}

test('files and folders, empty ones too', () => {
  unpack({
    'config.json': strToU8('{}'),
    '1_Pooling/config.json': strToU8('[]'),
    '2_Normalize/': strToU8(''),
  });
  expect(readdirSync(join(folder, 'model')).sort()).toEqual(['1_Pooling', '2_Normalize', 'config.json']);
  expect(readFileSync(join(folder, 'model', '1_Pooling', 'config.json'), 'utf8')).toBe('[]');
});

test('an entry that would land outside is refused', () => {
  expect(() => unpack({ '../escaped.txt': strToU8('x') })).toThrow('lies outside');
  expect(readdirSync(folder).sort()).toEqual(['model', 'model.zip']);
});
