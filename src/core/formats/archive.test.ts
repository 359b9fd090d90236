import { gzipSync, strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { expandFiles } from './archive';
import type { InputFile } from './input-file';
import { memoryFile } from './memory-file';

async function textOf(file: InputFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of file.chunks()) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Path to text of everything that comes out. */
async function contents(files: readonly InputFile[], maxBytes?: number): Promise<Record<string, string>> {
  const expanded = await expandFiles(files, maxBytes === undefined ? {} : { maxBytes });
  const texts: Record<string, string> = {};
  for (const file of expanded) texts[file.path] = await textOf(file);
  return texts;
}

const zip = (entries: Zippable, path = 'set.zip', chunk = 50) => memoryFile(path, zipSync(entries), chunk);

/** Sets bytes of every record that starts with a signature; `at` is relative to it. */
function patch(bytes: Uint8Array, signature: number, at: number, values: readonly number[]): Uint8Array {
  const patched = bytes.slice();
  const view = new DataView(patched.buffer);
  for (let i = 0; i + 4 <= patched.length; i++) {
    if (view.getUint32(i, true) === signature) patched.set(values, i + at);
  }
  return patched;
}
const CENTRAL = 0x02014b50;

test('unpacks zip by its content, deflated and stored, folders and junk apart', async () => {
  const file = zip(
    {
      'a/corpus.jsonl': strToU8('é'.repeat(5000)),
      'a/': new Uint8Array(0),
      'stored.txt': [strToU8('as is'), { level: 0 }],
      'empty.txt': strToU8(''),
      '__MACOSX/a/._corpus.jsonl': strToU8('junk'),
      'a/.DS_Store': strToU8('junk'),
    },
    'data.bin',
  );
  expect(await contents([file])).toEqual({
    'data.bin/a/corpus.jsonl': 'é'.repeat(5000),
    'data.bin/stored.txt': 'as is',
    'data.bin/empty.txt': '',
  });
});

test('gunzips by content, also inside a zip, several members as one, and knows the size', async () => {
  const members = new Uint8Array([...gzipSync(strToU8('one\n')), ...gzipSync(strToU8('two\n'))]);
  const files = [memoryFile('rows.jsonl.gz', members, 3), zip({ 'b.tsv.gz': gzipSync(strToU8('inner')) })];
  expect(await contents(files)).toEqual({ 'rows.jsonl.gz': 'one\ntwo\n', 'set.zip/b.tsv.gz': 'inner' });
  const [big] = await expandFiles([memoryFile('x.gz', gzipSync(new Uint8Array(100_000)))]);
  expect(big?.size).toBe(100_000);
});

test('other files pass, hidden ones do not; relative paths are fine', async () => {
  const files = [memoryFile('../a.jsonl', 'x'), memoryFile('d/.git/config', 'y'), memoryFile('b', '')];
  expect(await contents(files)).toEqual({ '../a.jsonl': 'x', b: '' });
});

test('names that point outside the archive are made harmless', async () => {
  const file = zip({ '../../etc/passwd': strToU8('1'), 'C:\\x\\y.txt': strToU8('2'), '/abs': strToU8('3') });
  expect(Object.keys(await contents([file]))).toEqual([
    'set.zip/etc/passwd',
    'set.zip/x/y.txt',
    'set.zip/abs',
  ]);
});

test('a zip or gzip that unpacks to too much is refused', async () => {
  const zeros = new Uint8Array(20 * 2 ** 20);
  const some = zeros.subarray(0, 2 ** 21);
  await expect(contents([zip({ a: some })], 2 ** 20)).rejects.toThrow('unpacks to more than');
  await expect(contents([memoryFile('a.gz', gzipSync(some))], 2 ** 20)).rejects.toThrow(
    'unpacks to more than',
  );
  // A bomb is called so, whatever the limit: to unpack it first would be no advice.
  await expect(contents([zip({ a: zeros })], 2 ** 20)).rejects.toThrow('zip bomb');
  await expect(contents([zip({ a: zeros }, 'a.zip', 2 ** 16)])).rejects.toThrow('zip bomb');
  await expect(contents([memoryFile('a.gz', gzipSync(zeros, { level: 9 }))])).rejects.toThrow('zip bomb');
});

test('an entry that holds more than it says is damaged, not unpacked further', async () => {
  const lying = patch(zipSync({ a: new Uint8Array(100_000) }), CENTRAL, 24, [10, 0, 0, 0]);
  await expect(contents([memoryFile('a.zip', lying)])).rejects.toThrow('damaged');
});

test('an encrypted zip, an unknown method and a wrong checksum are told apart', async () => {
  const good = zipSync({ 'a.txt': strToU8('hello') });
  const locked = memoryFile('a.zip', patch(good, CENTRAL, 8, [1, 0]));
  await expect(contents([locked])).rejects.toThrow('a.zip/a.txt: this file is protected by a password');
  const odd = memoryFile('a.zip', patch(good, CENTRAL, 10, [14, 0]));
  await expect(contents([odd])).rejects.toThrow('method 14');
  const wrong = memoryFile('a.zip', patch(good, CENTRAL, 16, [1, 2, 3, 4]));
  await expect(contents([wrong])).rejects.toThrow('damaged');
});

test('fuzz, seed 31: cut or altered archives give an InputError or the right content', async () => {
  const random = createRandom(31);
  const text = Array.from({ length: 400 }, (_, i) => `line ${i} ${random.int(1000)}`).join('\n');
  const archives = [gzipSync(strToU8(text)), zipSync({ 'a.txt': strToU8(text), 'b/c': strToU8('x') })];
  for (let round = 0; round < 400; round++) {
    const whole = archives[round % 2] ?? new Uint8Array(0);
    const bytes = whole.slice(0, random.int(3) === 0 ? random.int(whole.length) : whole.length);
    const cut = bytes.length < whole.length;
    if (!cut) bytes[random.int(bytes.length)] = random.int(256);
    try {
      const found = await contents([memoryFile('a', bytes, 1 + random.int(500))]);
      const names = Object.keys(found);
      // With less than its signature left, an archive is any other short file.
      if (bytes.length >= 4 && (cut || round % 2 === 0))
        expect(names.map((name) => found[name])).toEqual([text]);
      if (cut && bytes.length >= 4) expect.fail('a cut archive was read');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});

test('stops when aborted', async () => {
  const signal = AbortSignal.abort();
  await expect(expandFiles([memoryFile('a', 'x')], { signal })).rejects.toMatchObject({ name: 'AbortError' });
});
