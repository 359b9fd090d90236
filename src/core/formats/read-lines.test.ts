import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import type { InputFile } from './input-file';
import { memoryFile } from './memory-file';
import { readLines, type Line, type LineOptions } from './read-lines';

async function linesOf(content: Uint8Array | string, chunk = 7, options: LineOptions = {}) {
  return readAll(memoryFile('a.txt', content, chunk), options);
}

async function readAll(file: InputFile, options: LineOptions) {
  const reader = readLines(file, options);
  const lines: Line[] = [];
  for await (const batch of reader.batches) lines.push(...batch);
  return { lines, notes: reader.notes() };
}

const texts = (lines: readonly Line[]) => lines.map((line) => line.text);

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !bigEndian);
  return bytes;
}

test('numbers physical lines, blank ones too, and keeps a last line without line feed', async () => {
  const { lines, notes } = await linesOf('one\n\nthree');
  expect(lines).toEqual([
    { line: 1, text: 'one' },
    { line: 2, text: '' },
    { line: 3, text: 'three' },
  ]);
  expect(notes).toEqual([]);
});

test.each(['', '\uFEFF'])('an empty file %j has no lines', async (content) => {
  expect((await linesOf(content)).lines).toEqual([]);
});

test('a very short file is read', async () => {
  expect(texts((await linesOf('a\n', 1)).lines)).toEqual(['a']);
});

test('drops a byte-order mark and CR, and says so', async () => {
  const { lines, notes } = await linesOf('\uFEFFé\r\n£', 1);
  expect(texts(lines)).toEqual(['é', '£']);
  expect(notes).toEqual(['A UTF-8 byte-order mark was removed.', 'Windows line ends (CRLF) were accepted.']);
});

test.each([false, true])('reads UTF-16 (big-endian: %s) in odd chunks', async (bigEndian) => {
  // Gurmukhi ੊ (U+0A4A) and Ċ (U+010A) contain the byte 10 without being line feeds.
  const { lines, notes } = await linesOf(utf16('\uFEFFnaïve ੊\r\nĊ\n– ł', bigEndian), 3);
  expect(texts(lines)).toEqual(['naïve ੊', 'Ċ', '– ł']);
  expect(notes[0]).toBe('This file is UTF-16, not UTF-8; it was converted.');
});

test('rejects only the lines with NUL or invalid bytes', async () => {
  const bytes = new TextEncoder().encode('good\nb\0d\nb?d\nalso good\n?');
  for (const [i, byte] of bytes.entries()) if (byte === 63) bytes[i] = 0xff;
  const { lines } = await linesOf(bytes, 100);
  expect(lines.map((line) => line.fault)).toEqual([
    undefined,
    'the line contains NUL bytes',
    'the line is not valid UTF-8 text',
    undefined,
    'the line is not valid UTF-8 text',
  ]);
  expect(lines[3]?.text).toBe('also good');
});

test('a line over the limit is a fault and costs its neighbours nothing', async () => {
  const content = `a\n${'x'.repeat(5000)}\nb\n${'y'.repeat(5000)}`;
  const { lines } = await linesOf(content, 64, { maxLineBytes: 1000 });
  expect(lines.map((line) => line.fault ?? line.text)).toEqual([
    'a',
    'the line is longer than 0 MiB',
    'b',
    'the line is longer than 0 MiB',
  ]);
});

test('out of an archive, a line over the limit is refused at the limit, before its end is known', async () => {
  let given = 0;
  const endless: InputFile = {
    path: 'bomb.jsonl.gz',
    size: 100,
    packed: true,
    async *chunks() {
      yield new TextEncoder().encode('{}\n{}\n');
      for (; given < 1e6; given += 500) yield new Uint8Array(500).fill(97);
    },
  };
  const reading = readAll(endless, { maxLineBytes: 2 ** 20 / 2 });
  await expect(reading).rejects.toThrow(
    'bomb.jsonl.gz:3: the line is longer than 1 MiB: refused as an archive',
  );
  expect(given).toBeLessThan(6e5);
});

test('UTF-16 without its mark is recognised', async () => {
  const { lines } = await linesOf(utf16('{"query":"q"}\n{"query":"é"}', true));
  const says = 'the line looks like UTF-16; save the file as UTF-8';
  expect(lines.map((line) => line.fault)).toEqual([says, says]);
});

test('reports every byte and stops when aborted', async () => {
  let bytes = 0;
  await linesOf('abc\ndef', 2, { onBytes: (read) => (bytes += read) });
  expect(bytes).toBe(7);
  const controller = new AbortController();
  const reading = linesOf('a\n'.repeat(100), 2, {
    signal: controller.signal,
    onBytes: () => controller.abort(),
  });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

test('fuzz, seed 11: any text in any encoding and chunking comes back line by line', async () => {
  const random = createRandom(11);
  const alphabet = ['a', 'é', '\u0a0a', '😀', '\n', '\n', '\r\n', 'Ċ', ' '];
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: random.int(40) }, () => alphabet[random.int(alphabet.length)]).join('');
    const expected = text.split(/\r?\n/);
    if (expected.at(-1) === '') expected.pop();
    const kind = random.int(4);
    const content =
      kind < 2 ? new TextEncoder().encode((kind ? '\uFEFF' : '') + text) : utf16(`\uFEFF${text}`, kind === 2);
    const { lines } = await linesOf(content, 1 + random.int(9));
    expect(texts(lines)).toEqual(expected);
    expect(lines.map((line) => line.line)).toEqual(expected.map((_, i) => i + 1));
    expect(lines.every((line) => line.fault === undefined)).toBe(true);
  }
});
