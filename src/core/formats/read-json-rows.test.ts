import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { memoryFile } from './memory-file';
import { readJsonRows, type JsonRow } from './read-json-rows';

async function rowsOf(content: string | Uint8Array, chunk = 5) {
  const reader = readJsonRows(memoryFile('a.jsonl', content, chunk));
  const rows: JsonRow[] = [];
  for await (const batch of reader.batches) rows.push(...batch);
  return { rows, notes: reader.notes() };
}

test('gives values with their lines, skips blank ones and says what is wrong with bad ones', async () => {
  const { rows, notes } = await rowsOf('{"a":1}\n\n{"a":"b, "c":1}\n"x"');
  expect(rows).toEqual([
    { line: 1, value: { a: 1 } },
    {
      line: 3,
      column: 11,
      reason: 'not valid JSON, at column 11: {"a":"b, "c":1}',
      kind: 'not valid JSON',
    },
    { line: 4, value: 'x' },
  ]);
  expect(notes).toEqual(['1 blank line was skipped.']);
});

test.each([
  ['query,positive,negative\nq,p,n', 'not valid JSON: this looks like CSV; Kennel reads JSON Lines'],
  ['"_id"\t"text"\n1\tone', 'not valid JSON: this looks like TSV; Kennel reads JSON Lines'],
  ['{"query":"a"}\r{"query":"b"}\r', 'not valid JSON: the line ends are bare carriage returns (CR)'],
  ['Dear diary, a question', 'not valid JSON, at column 1: Dear diary, a question'],
])('says what a file that is no JSON looks like: %j', async (content, says) => {
  const { rows } = await rowsOf(content);
  const [row] = rows;
  expect(row).toMatchObject({ line: 1, kind: 'not valid JSON' });
  expect(row && 'reason' in row && row.reason).toContain(says);
});

test('reads an array, spread over lines or not, element by element', async () => {
  const spread = await rowsOf('[\n  {\n "a": "]},["\n },\n\n {"a": [1, 2]}, {"b":\n3}\n]\n');
  expect(spread.rows).toEqual([
    { line: 2, value: { a: ']},[' } },
    { line: 6, value: { a: [1, 2] } },
    { line: 6, value: { b: 3 } },
  ]);
  expect(spread.notes).toEqual(['This file is one JSON array, not JSON Lines; it was read as an array.']);
  const single = await rowsOf('[{"a":1},{"a":"x\\"y"}]');
  expect(single.rows.map((row) => 'value' in row && row.value)).toEqual([{ a: 1 }, { a: 'x"y' }]);
});

test('an unclosed quotation mark spoils its element and no other', async () => {
  const { rows } = await rowsOf('[\n{"a":1},\n{\n"a":"x},\n"b":2},\n{"a":\n3},\n{"a":4}\n]');
  expect(rows.map((row) => ('value' in row ? row.value : [row.line, row.kind]))).toEqual([
    { a: 1 },
    [3, 'a quotation mark is not closed'],
    { a: 3 },
    { a: 4 },
  ]);
});

test('an array that is not closed, and text after one, cost no element', async () => {
  const open = await rowsOf('[{"a":1},\n{"a":2},\n{"a":');
  expect(open.rows).toMatchObject([{ value: { a: 1 } }, { value: { a: 2 } }, { line: 3 }]);
  const trailing = await rowsOf('[{"a":1}]\nmore');
  expect(trailing.rows[1]).toMatchObject({ line: 2, kind: 'there is text after the end of the list' });
});

test('fuzz, seed 3: any list of values comes back from JSON Lines and from an array', async () => {
  const random = createRandom(3);
  const value = (depth: number): unknown => {
    const pick = random.int(depth > 2 ? 3 : 5);
    if (pick === 0) return random.int(1000) - 500;
    if (pick === 1) return ['a"\\', '[,', '}\u2028', 'é\n'][random.int(4)];
    if (pick === 2) return random.int(2) === 0;
    if (pick === 3) return Array.from({ length: random.int(3) }, () => value(depth + 1));
    return { x: value(depth + 1), 'y,': value(depth + 1) };
  };
  for (let round = 0; round < 300; round++) {
    const values = [{ first: true }, ...Array.from({ length: random.int(6) }, () => value(0))];
    const jsonl = await rowsOf(values.map((v) => JSON.stringify(v)).join('\n'), 1 + random.int(20));
    expect(jsonl.rows.map((row) => ('value' in row ? row.value : row))).toEqual(values);
    const array = await rowsOf(JSON.stringify(values, null, random.int(3)), 1 + random.int(20));
    expect(array.rows.map((row) => ('value' in row ? row.value : row))).toEqual(values);
  }
});
